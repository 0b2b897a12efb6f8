namespace AffectAgent.Plugins.Vision;

/// <summary>Work on the items of a list, shared between two threads where the machine has two cores.</summary>
internal static class TwoThreads
{
    /// <summary>Calls <paramref name="body"/> for 0 to <paramref name="count"/> - 1, in any order.</summary>
    public static void For(int count, Action<int> body, CancellationToken cancellationToken)
    {
        if (count < 2 || Environment.ProcessorCount < 2)
        {
            for (int i = 0; i < count; i++)
                body(i);
            return;
        }

        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellationToken }, body);
        }
        catch (AggregateException many) when (many.InnerExceptions.Any(e => e is OperationCanceledException))
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (AggregateException many) when (many.InnerException is UserException one)
        {
            throw new UserException(one.Message, inner: one);
        }
    }
}
