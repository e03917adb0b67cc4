using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Toombos.Benchmarks;

switch (args)
{
    case ["api", var server]:
        return await ApiLoad.RunAsync(server);
    case ["start", var server]:
        return await StartUp.RunAsync(server);
    case ["audit", .. var postgres]:
        return await AuditLog.RunAsync(postgres.FirstOrDefault());
    case ["admittance", .. var redis]:
        return await Admittance.RunAsync(redis.FirstOrDefault());
    case ["sockets", var server, .. var peer]:
        return await Sockets.RunAsync(server, peer.FirstOrDefault());
    case ["watch", var address, var key, var count]:
        return await SocketWatchers.RunAsync(new Uri(address), key, int.Parse(count, System.Globalization.CultureInfo.InvariantCulture));
    case ["models", var server]:
        return await ModelStreams.RunAsync(server);
    case ["mail", var peer]:
        return await MailLines.RunAsync(peer);
    case ["sources", var server]:
        return await ManySources.RunAsync(server);
    case ["claims", var folder, .. var rest]:
        return ClaimFigures.Run(folder, misses: rest is ["--misses"]);
    case ["inputs", var folder]:
        return Inputs.Write(folder);
    case ["quick", .. var peers]:
        return Quick.Run(peers.FirstOrDefault());
    default:
        // In this very process: the figures are of milliseconds, and a generated project for each would take longer than it measures.
        var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
        BenchmarkSwitcher.FromAssembly(typeof(ApiLoad).Assembly).Run(args, config);
        return 0;
}
