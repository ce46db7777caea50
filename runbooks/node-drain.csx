// A node is taken out of service to be patched: it drains, and if it does not within half an hour somebody is woken.
// Where each drain stands is a fact, and so is when it came there; a restart of this program changes nothing about it.
// A person, or a job that patches, says with a NodeRequest what is to happen; the lifecycle says whether it can.

public sealed record NodeRequest([property: Key] string Node, string Wants); // drain, patched, give-up
public sealed record Connection([property: Key] string Node, [property: Key] string Client);

// snippet: runbook-lifecycle
var drain = DefineLifecycle("drain", l => l
    .Initial("draining")
    .State("draining", s => s
        .When("nobody is connected", i => !Facts<Connection>().Any(c => c.Node == i.Id)).GoTo("empty")
        .On("give-up").GoTo("serving")
        .After(Minutes(30)).GoTo("stuck"))
    .State("stuck", s => s
        .When("nobody is connected", i => !Facts<Connection>().Any(c => c.Node == i.Id)).GoTo("empty")
        .On("give-up").GoTo("serving"))
    .State("empty", s => s
        .On("patched").GoTo("serving")
        .On("give-up").GoTo("serving"))
    .Final("serving", s => s.Refuse("patched", "drain it first")));

Rule("begin-drain",
    from request in Facts<NodeRequest>()
    where request.Wants == "drain"
    select Begin(drain, request.Node, because: "somebody wants to patch it"))
  .Mode(Act);

Rule("node-is-patched",
    from request in Facts<NodeRequest>()
    where request.Wants == "patched"
    select Fire(drain, request.Node, "patched", because: "the patch is in"))
  .Mode(Act);

Rule("page-stuck-drain",
    from i in InstancesOf(drain)
    where i.State == "stuck"
    select Page("operations", because: $"{i.Id} has not drained for half an hour"))
  .Mode(Act);
// end-snippet

Rule("give-up-drain",
    from request in Facts<NodeRequest>()
    where request.Wants == "give-up"
    select Fire(drain, request.Node, "give-up", because: "somebody wants it back"))
  .Describe("Whatever stage it is in, it takes load again.")
  .Mode(Act);

Rule("patch-empty-node",
    from i in InstancesOf(drain)
    where i.State == "empty"
    select RunJob("patch", new[] { i.Id }, because: "nobody is connected"))
  .Describe("The job answers with a NodeRequest that wants 'patched'.")
  .Mode(Act);
