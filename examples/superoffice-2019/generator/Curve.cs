namespace SuperOffice2019.Generator;

/// <summary>A value over time: straight lines between points, in whole numbers. Undefined before the first and from the last point on.</summary>
internal sealed class Curve(params (int Minute, int Value)[] points)
{
    /// <summary>The value; null where the curve says nothing.</summary>
    public int? At(int minute)
    {
        if (minute < points[0].Minute || minute >= points[^1].Minute) return null;
        var next = Array.FindIndex(points, p => p.Minute > minute);
        var ((from, start), (until, end)) = (points[next - 1], points[next]);
        return start + ((end - start) * (minute - from) / (until - from));
    }
}
