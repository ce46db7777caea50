using RunbookSdk.Facts.Saving;

namespace RunbookSdk.Time;

/// <summary>How alarms are saved; <see cref="TimerQueue.Load(StateReader, Alarm)"/> reads them.</summary>
internal static class SavedAlarms
{
    public static void WriteAlarm(this StateWriter writer, Alarm alarm)
    {
        writer.Write(alarm.Due);
        writer.Write(alarm.Order);
    }
}
