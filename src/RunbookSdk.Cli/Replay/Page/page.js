// Puts the page together.

document.body.prepend(patterns());
buildHead();
buildFilters();
buildList();
buildIncidents();
buildNotes();
buildBoard();
for (const id of ['incidents', 'notes']) byId(id).hidden = byId(id).childElementCount === 0;
byId('board').hidden = Boolean(data.empty);
applyFilters();
showDetails(null);
follow();

window.addEventListener('hashchange', follow);
window.addEventListener('keydown', event => { if (event.key === 'Escape' && chosenNumber !== null) closeDetails(); });
// Paper has one width, and shows all of it.
window.addEventListener('beforeprint', () => { boardWidth = 760; drawBoard(); });
window.addEventListener('afterprint', measure);
