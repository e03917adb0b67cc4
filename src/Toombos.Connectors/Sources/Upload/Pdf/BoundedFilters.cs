using System.IO.Compression;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace Toombos.Connectors.Sources.Upload.Pdf;

/// <summary>What a stream unpacks to is more than any text has.</summary>
sealed class UnpacksTooFarException : Exception;

/// <summary>Unpacks the streams of a PDF only after counting what comes of them, so that a small file can't fill the memory. One reader for one file.</summary>
sealed class BoundedFilters : BaseFilterProvider
{
    const long MostInAll = 256L * 1024 * 1024;
    const int MostLzw = 256 * 1024;

    public BoundedFilters() : base(Wrapped(new Bound()))
    {
    }

    static Dictionary<string, IFilter> Wrapped(Bound bound)
    {
        var (flate, ascii85, hex, lzw, runs) = (new FlateFilter(), new Ascii85Filter(), new AsciiHexDecodeFilter(), new LzwFilter(), new RunLengthFilter());
        return new(StringComparer.Ordinal)
        {
            [NameToken.FlateDecode.Data] = new Counted(flate, bound), [NameToken.FlateDecodeAbbreviation.Data] = new Counted(flate, bound),
            [NameToken.Ascii85Decode.Data] = ascii85, [NameToken.Ascii85DecodeAbbreviation.Data] = ascii85,
            [NameToken.AsciiHexDecode.Data] = hex, [NameToken.AsciiHexDecodeAbbreviation.Data] = hex,
            [NameToken.LzwDecode.Data] = new Short(lzw), [NameToken.LzwDecodeAbbreviation.Data] = new Short(lzw),
            [NameToken.RunLengthDecode.Data] = new Short(runs), [NameToken.RunLengthDecodeAbbreviation.Data] = new Short(runs),
        };
    }

    sealed class Bound
    {
        long _left = MostInAll;

        public void Take(long bytes)
        {
            if ((_left -= bytes) < 0) throw new UnpacksTooFarException();
        }
    }

    /// <summary>Unpacks into nothing first.</summary>
    sealed class Counted(IFilter inner, Bound bound) : IFilter
    {
        public bool IsSupported => inner.IsSupported;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            var buffer = new byte[64 * 1024];
            using var zip = new ZLibStream(new MemoryStream(input.ToArray()), CompressionMode.Decompress);
            try
            {
                for (int read; (read = zip.Read(buffer)) > 0;) bound.Take(read);
            }
            catch (InvalidDataException)
            {
                // The reader copes with damaged streams in its own way; none unpacks further than it is sound.
            }
            return inner.Decode(input, streamDictionary, filterProvider, filterIndex);
        }
    }

    /// <summary>Takes short streams alone: these packings are old, rare, and can't be counted beforehand.</summary>
    sealed class Short(IFilter inner) : IFilter
    {
        public bool IsSupported => inner.IsSupported;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex) =>
            input.Length > MostLzw ? throw new UnpacksTooFarException() : inner.Decode(input, streamDictionary, filterProvider, filterIndex);
    }
}
