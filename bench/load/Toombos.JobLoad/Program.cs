using Toombos.JobLoad;

return args switch
{
    ["node"] => await Node.RunAsync(),
    ["run", .. var which] => await Measurements.RunAsync(which),
    _ => throw new ArgumentException("Say node, or run and what."),
};
