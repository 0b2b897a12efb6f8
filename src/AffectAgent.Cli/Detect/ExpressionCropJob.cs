using AffectAgent.Cli.Batch;
using AffectAgent.Media;
using AffectAgent.Plugins.Vision;
using AffectAgent.Reports.Tables;

namespace AffectAgent.Cli.Detect;

/// <summary><c>affect detect expression --crops DIR</c>: the network's reading of faces that are cut out already, one row a crop.</summary>
internal sealed class ExpressionCropJob(ExpressionClassifier classifier) : MediaTableJob
{
    private readonly ExpressionCells _cells = new(classifier.Classes);
    private readonly SmallPictureReader _reader = new();

    /// <inheritdoc/>
    public override string Schema => "affectagent.table.expression-crops/1";

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => [new("image", "text", "the crop's path inside the folder"), .. _cells.Columns];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Models { get; } = [ExpressionPlugin.ModelId];

    /// <inheritdoc/>
    public override int BatchSize => 256;

    /// <inheritdoc/>
    public override string Noun => "crops";

    /// <inheritdoc/>
    public override async Task ReadAsync(IReadOnlyList<MediaInput> inputs, IReadOnlyList<TableRows> rows, CancellationToken cancellationToken)
    {
        var pictures = await _reader.ReadAsync([.. inputs.Select(i => i.Path)], cancellationToken).ConfigureAwait(false);
        var crops = new List<(int Input, GrayImage Face)>(inputs.Count);
        for (var i = 0; i < inputs.Count; i++)
        {
            if (pictures[i].Image is not { } picture)
            {
                rows[i].Fail(pictures[i].Fault!);
                continue;
            }

            try
            {
                crops.Add((i, FaceCrop.Scale(picture)));
            }
            catch (UserException e)
            {
                rows[i].Fail(e.Message);
            }
        }

        var read = classifier.Classify([.. crops.Select(c => c.Face)], cancellationToken);
        for (var k = 0; k < crops.Count; k++)
        {
            var i = crops[k].Input;
            rows[i].Row.Add(inputs[i].Name);
            _cells.Add(rows[i].Row, read[k]);
            rows[i].Next();
        }
    }
}
