namespace RunbookSdk.Facts.Saving;

/// <summary>
/// A part of a session that remembers something from one evaluation to the next. It writes all of that which the future depends on, and
/// reads it into a part that is new; what came before it in the list of parts has been read by then. A collection without an order of its
/// own is written in one that follows from what it holds.
/// </summary>
internal interface ISavedPart
{
    /// <exception cref="SavingException">Something of it cannot be saved.</exception>
    void Save(StateWriter writer);

    /// <exception cref="SavingException">What was saved does not fit.</exception>
    void Load(StateReader reader);
}
