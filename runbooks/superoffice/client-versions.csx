// 11.5 is the first WebTools that survives an unstable network: ask for it when it is there, insist on it from a date on.

Rule("prompt-for-webtools-11.5",
    from release in Facts<Release>()
    where release.Product == "WebTools" && release.Version >= Version("11.5")
    select RequireVersion(release.Product, release.Version, Enforcement.Warn, because: $"{release.Version} works on an unstable network"))
  .Describe("Whoever has an older client is prompted as soon as there is a better one.")
  .Mode(Act);

Rule("require-webtools-11.5",
    from release in Facts<Release>()
    where release.Product == "WebTools" && release.Version >= Version("11.5")
    where Now >= Date("2019-09-19 Europe/Oslo")
    select RequireVersion(release.Product, release.Version, Enforcement.Block, because: "older clients endanger the service"))
  .Describe("Announced for this date.")
  .Mode(Act);

Rule("block-webtools-before-11.5",
    from client in Facts<Client>()
    where client.Product == "WebTools" && client.Version < Version("11.5")
    where Now >= Date("2019-09-19 Europe/Oslo")
    where Facts<Release>().Any(r => r.Product == "WebTools" && r.Version >= Version("11.5"))
    select Block(client, because: "11.5 is the first version that survives an unstable network"))
  .Describe("Nobody is blocked while there is nothing to update to.")
  .Mode(Act);
