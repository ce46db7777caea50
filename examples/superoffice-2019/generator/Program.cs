using SuperOffice2019.Generator;

// Without an argument the facts beside this project are rewritten: dotnet run starts it in its own folder.
var folder = args.Length > 0 ? args[0] : Path.Combine("..", "facts");
Directory.CreateDirectory(folder);
foreach (var file in FactFile.All)
{
    using (var output = File.Create(Path.Combine(folder, file.Name)))
        file.WriteStored(output);
    Console.WriteLine($"{file.Name}: {new FileInfo(Path.Combine(folder, file.Name)).Length:N0} bytes");
}
