using RunbookSdk.Tests.Conventions;

namespace RunbookSdk.Sqlite.Tests.Conventions;

public sealed class PublicApiTests() : PublicApiTest(typeof(SqliteJournal).Assembly);
