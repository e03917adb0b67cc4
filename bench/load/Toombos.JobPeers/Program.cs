using Toombos.JobPeers;

return args switch
{
    ["node"] => await HangfireNode.RunAsync(),
    ["hangfire"] => await HangfirePeer.RunAsync(),
    _ => throw new ArgumentException("Say hangfire."),
};
