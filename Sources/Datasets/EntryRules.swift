/// Which names in a folder of images are passed over without a look at what they hold.
enum EntryRules {
    /// What a name alone tells about an entry.
    enum Verdict {
        case candidate
        case hidden
        case systemFile
    }

    /// Judges the name of a file or folder.
    static func verdict(onName name: some Collection<UInt8>) -> Verdict {
        if name.first == UInt8(ascii: ".") { return .hidden }
        return systemNames.contains(lowercased(name)) ? .systemFile : .candidate
    }

    /// Whether a file's extension says that it is no image.
    ///
    /// Only extensions that clearly name something else count. A file without an extension, or with one that
    /// nobody knows, stays a candidate: content decides.
    static func isClearlyNoImage(fileName: some BidirectionalCollection<UInt8>) -> Bool {
        guard let dot = fileName.lastIndex(of: UInt8(ascii: ".")) else { return false }
        return nonImageExtensions.contains(lowercased(fileName[dot...].dropFirst()))
    }

    // Files and folders that Windows, macOS, Linux and network storage create by themselves.
    private static let systemNames: Set<String> = [
        "$recycle.bin", "@eadir", "__macosx", "__pycache__", "desktop.ini", "ehthumbs.db", "icon\r",
        "lost+found",
        "system volume information", "thumbs.db",
    ]

    private static let nonImageExtensions: Set<String> = [
        // Text, tables and documents.
        "txt", "csv", "tsv", "json", "jsonl", "ndjson", "xml", "html", "htm", "md", "rst", "yaml", "yml",
        "toml",
        "ini", "cfg", "conf", "log", "pdf", "doc", "docx", "xls", "xlsx", "odt", "ods",
        // Programs and notebooks.
        "py", "ipynb", "sh", "swift", "m", "mat", "r",
        // Archives.
        "zip", "tar", "gz", "tgz", "bz2", "xz", "zst", "7z", "rar",
        // Sound and film.
        "mp3", "wav", "ogg", "flac", "mp4", "mov", "avi", "mkv", "webm",
        // Arrays, models and databases.
        "npy", "npz", "pkl", "pt", "pth", "h5", "onnx", "safetensors", "parquet", "arrow", "db", "sqlite",
    ]

    /// The name with ASCII letters in lower case. Bytes that are no UTF-8 are replaced, which matches no
    /// rule.
    private static func lowercased(_ name: some Collection<UInt8>) -> String {
        let letters = UInt8(ascii: "A")...UInt8(ascii: "Z")
        return String(decoding: name.map { letters.contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
