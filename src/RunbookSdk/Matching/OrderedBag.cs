namespace RunbookSdk.Matching;

/// <summary>
/// A changing collection in order, in which the item at a place is found in O(log n): a balanced tree (AVL) that counts what is below
/// each node. Equal items share a node. Nodes live in one array, so that a change allocates nothing once the array is large enough.
/// </summary>
/// <typeparam name="T">What it holds.</typeparam>
/// <typeparam name="TOrder">Orders the items; items that it takes for equal are interchangeable.</typeparam>
internal sealed class OrderedBag<T, TOrder>(TOrder order)
    where TOrder : struct, IComparer<T>
{
    private const int SmallCapacity = 4;

    /// <summary>Above this an emptied bag gives its memory back.</summary>
    private const int KeptCapacity = 64;

    /// <summary>The first is nobody: the child of those without one.</summary>
    private Node[] nodes = new Node[SmallCapacity];
    private int used = 1;
    private int free;
    private int root;

    /// <summary>How many items, equal ones counted each.</summary>
    public int Count => nodes[root].Size;

    /// <summary>The item at a place, from 0 in the order.</summary>
    public T this[int place]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(place);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(place, Count);
            var at = root;
            while (true)
            {
                ref var node = ref nodes[at];
                var before = nodes[node.Left].Size;
                if (place < before) at = node.Left;
                else if (place < before + node.Times) return node.Item;
                else (at, place) = (node.Right, place - before - node.Times);
            }
        }
    }

    /// <summary>Adds an item; gives its place, or the first place of those equal to it.</summary>
    public int Add(T item)
    {
        var place = 0;
        root = Add(root, item, ref place);
        return place;
    }

    /// <summary>Removes an item; gives the place that it had, or the first place of those equal to it.</summary>
    /// <exception cref="InvalidOperationException">There is no such item.</exception>
    public int Remove(T item)
    {
        var place = 0;
        root = Remove(root, item, ref place);
        if (root == 0 && nodes.Length > KeptCapacity) (nodes, used, free) = (new Node[SmallCapacity], 1, 0);
        return place;
    }

    private int Add(int at, T item, ref int place)
    {
        if (at == 0) return Take(item);
        var side = order.Compare(item, nodes[at].Item);
        if (side < 0)
        {
            // Not in one statement: adding may move the nodes to a larger array.
            var left = Add(nodes[at].Left, item, ref place);
            nodes[at].Left = left;
            return Balance(at);
        }

        place += nodes[nodes[at].Left].Size;
        if (side == 0)
        {
            nodes[at].Times++;
            nodes[at].Size++;
            return at;
        }

        place += nodes[at].Times;
        var right = Add(nodes[at].Right, item, ref place);
        nodes[at].Right = right;
        return Balance(at);
    }

    private int Remove(int at, T item, ref int place)
    {
        if (at == 0) throw new InvalidOperationException("What is removed was never added.");
        ref var node = ref nodes[at];
        var side = order.Compare(item, node.Item);
        if (side < 0)
        {
            node.Left = Remove(node.Left, item, ref place);
            return Balance(at);
        }

        place += nodes[node.Left].Size;
        if (side > 0)
        {
            place += node.Times;
            node.Right = Remove(node.Right, item, ref place);
            return Balance(at);
        }

        if (node.Times == 1) return Release(at);
        node.Times--;
        node.Size--;
        return at;
    }

    /// <summary>Takes a node out of the tree; gives what stands in its place.</summary>
    private int Release(int at)
    {
        var (left, right) = (nodes[at].Left, nodes[at].Right);
        nodes[at] = new Node { Left = free };
        free = at;
        if (left == 0) return right;
        if (right == 0) return left;
        var rest = TakeFirst(right, out var next);
        nodes[next].Left = left;
        nodes[next].Right = rest;
        return Balance(next);
    }

    /// <summary>Takes the first node out of a part of the tree; gives what is left of that part.</summary>
    private int TakeFirst(int at, out int first)
    {
        if (nodes[at].Left == 0)
        {
            first = at;
            return nodes[at].Right;
        }

        nodes[at].Left = TakeFirst(nodes[at].Left, out first);
        return Balance(at);
    }

    private int Take(T item)
    {
        var at = free;
        if (at != 0) free = nodes[at].Left;
        else
        {
            if (used == nodes.Length) Array.Resize(ref nodes, used * 2);
            at = used++;
        }

        nodes[at] = new Node { Item = item, Times = 1, Size = 1, Height = 1 };
        return at;
    }

    /// <summary>Brings a node whose sides changed by one back into balance; gives what stands in its place.</summary>
    private int Balance(int at)
    {
        var lean = Lean(at);
        if (lean > 1)
        {
            if (Lean(nodes[at].Left) < 0) nodes[at].Left = TurnLeft(nodes[at].Left);
            return TurnRight(at);
        }

        if (lean < -1)
        {
            if (Lean(nodes[at].Right) > 0) nodes[at].Right = TurnRight(nodes[at].Right);
            return TurnLeft(at);
        }

        return Measure(at);
    }

    private int Lean(int at) => nodes[nodes[at].Left].Height - nodes[nodes[at].Right].Height;

    private int TurnRight(int at)
    {
        var up = nodes[at].Left;
        nodes[at].Left = nodes[up].Right;
        nodes[up].Right = Measure(at);
        return Measure(up);
    }

    private int TurnLeft(int at)
    {
        var up = nodes[at].Right;
        nodes[at].Right = nodes[up].Left;
        nodes[up].Left = Measure(at);
        return Measure(up);
    }

    private int Measure(int at)
    {
        ref var node = ref nodes[at];
        ref var left = ref nodes[node.Left];
        ref var right = ref nodes[node.Right];
        node.Size = left.Size + node.Times + right.Size;
        node.Height = Math.Max(left.Height, right.Height) + 1;
        return at;
    }

    private struct Node
    {
        public T Item;
        public int Left;
        public int Right;
        public int Height;

        /// <summary>How many equal items it stands for.</summary>
        public int Times;

        /// <summary>How many items it and all below it stand for.</summary>
        public int Size;
    }
}
