namespace SuperOffice2019.Generator.Streams;

/// <summary>Lines that no reader may take for facts; each would change a decision if it were taken.</summary>
internal static class DamagedLines
{
    public const string Text = """
        {"specversion":"1.0","id":"d1","source":"/monitoring/online1","type":"ClusterLoad","time":"2019-09-02T06:00:10Z","data":{"cluster":"online1","perc
        {"specversion":"1.0","id":"d2","source":"/monitoring/online1","type":"DiskUsage","time":"2019-09-02T08:00:00Z","data":{"cluster":"online1","percent":71.5}}
        {"specversion":"1.0","id":"d3","source":"/monitoring/online2","type":"ClusterLoad","time":"2019-09-03T05:12:10Z","data":{"cluster":"online2"}}
        {"specversion":"1.0","id":"d4","source":"/operations","type":"Service","time":"2019-09-04T10:30:00","data":{"name":"crm","site":"dc2"}}
        {"specversion":"1.0","id":"d5","source":"/monitoring/dc1","type":"Sample","time":"2019-09-07T11:00:05Z","data":{"metric":"network-errors","subject":"dc1","value":NaN}}
        {"specversion":"1.0","id":"d6","source":"/probes/copenhagen","type":"Probe","time":"2019-09-09T09:41:20Z","data":{"vantagePoint":"copenhagen","subject":"crm","up":"no"}}
        {"specversion":"1.0","id":"d7","source":"/operations","type":"Release","time":"2019-09-10T12:00:00Z","data":{"product":"WebTools","version":"eleven and a half","at":"2019-09-10T12:00:00Z"}}
        {"specversion":"1.0","id":"d8","source":"/operations","type":"Maintenance","time":"2019-09-11T06:00:00Z","data":{"cluster":"online1","begins":"2019-09-11T08:00:00","ends":"2019-09-11T20:00:00"}}

        """;
}
