// Four ways to find that a metric is not as it was, side by side; docs/backtest.md says what each of them catches and misses on real series.
// Each series is measured by its own level, the highest value of its first two days, so the numbers below are the same for all of them.
// They were chosen on one series, the latency of ec2_request_latency_system_failure; the others say what they are worth.

public sealed record Level([property: Key] string Subject, double High);
public sealed record Relative([property: Key] string Subject, double Times);

const double Peak = 1.05, High = 1, HighOnAverage = 0.95, Swing = 0.3; // times the level

Rule("relative",
    from sample in Facts<Sample>()
    join level in Facts<Level>() on sample.Subject equals level.Subject
    select new Relative(sample.Subject, sample.Value / level.High))
  .Describe("What threshold and lasting look at.")
  .Mode(Act);

#pragma warning disable RBK2005 // on purpose: this is what one value alone catches, and how often it cries wolf
Rule("threshold",
    from series in Facts<Relative>()
    where series.Times > Peak
    select Page("on-call", because: $"{series.Subject} is at {series.Times:0.00} times its level"))
  .Describe("One value is enough.")
  .Mode(Act);
#pragma warning restore RBK2005

Rule("lasting",
    from series in Facts<Relative>()
        .RaisedWhen(s => s.Times > High, lasting: Minutes(7))
        .ClearedWhen(s => s.Times < High, lasting: Minutes(30))
    select Page("on-call", because: $"{series.Subject} has been above its level for seven minutes"))
  .Describe("Two values in a row, of a series with one each five minutes; over after half an hour.")
  .Mode(Act);

// Windows look at the samples themselves: a fact that a rule makes counts again only when it changes.
Rule("window",
    from sample in Facts<Sample>()
    join level in Facts<Level>() on sample.Subject equals level.Subject
    where Over(sample, Hours(1)).Average(s => s.Value) > HighOnAverage * level.High
    select Page("on-call", because: $"{sample.Subject} is high on the average of an hour"))
  .Describe("The average of an hour.")
  .Mode(Act);

Rule("swings",
    from sample in Facts<Sample>()
    join level in Facts<Level>() on sample.Subject equals level.Subject
    where Over(sample, Minutes(20)).Max(s => s.Value) - Over(sample, Minutes(20)).Min(s => s.Value) > Swing * level.High
    select Page("on-call", because: $"{sample.Subject} swings"))
  .Describe("The highest and the lowest value of twenty minutes are far apart, up or down.")
  .Mode(Act);
