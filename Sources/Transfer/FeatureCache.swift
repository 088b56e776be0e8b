public import Datasets
internal import FoundationEssentials
internal import GRDB
internal import Glibc
internal import Synchronization

/// Features and facts that were computed before, in an SQLite file.
///
/// A row is found by content, backbone, preprocessing and view together, so a changed photo, network or size is a
/// miss, and a moved or renamed photo is a hit. Several processes may share one file. The cache only saves time:
/// whatever goes wrong with it, training goes on without.
public final class FeatureCache: Sendable {
    /// Identifies the features of one view of one image under one frozen network, or the facts of one image.
    public struct Key: Hashable, Sendable {
        let digest: ContentDigest

        /// Combines what features depend on.
        ///
        /// - Parameters:
        ///   - content: The digest of the image file.
        ///   - extractor: What `FeatureExtractor.digest` says about network and preprocessing.
        ///   - view: The view.
        public init(content: ContentDigest, extractor: ContentDigest, view: FeatureView) {
            digest = ContentDigest(of: content.bytes + extractor.bytes + Array(view.description.utf8))
        }

        /// Combines what facts depend on.
        ///
        /// - Parameters:
        ///   - content: The digest of the image file.
        ///   - facts: What `ExaminedImage.cacheDigest` says about decoding.
        init(content: ContentDigest, facts: ContentDigest) {
            digest = ContentDigest(of: content.bytes + facts.bytes)
        }
    }

    /// The size beyond which the oldest rows make room, in bytes.
    public static let defaultByteLimit = 2 << 30

    private let path: String
    private let database: DatabasePool
    private let byteLimit: Int
    // After one failed write (a full disk, say) no other is tried.
    private let isWritable = Atomic<Bool>(true)
    private let isDamaged = Atomic<Bool>(false)

    /// Opens a cache file, or makes one; a file that is no sound database is replaced.
    ///
    /// - Throws: `FeatureCacheError` where the folder cannot be made or the file not be opened.
    public init(path: String, byteLimit: Int = defaultByteLimit) throws(FeatureCacheError) {
        self.path = path
        self.byteLimit = byteLimit
        do {
            database = try Self.open(path)
        } catch  where Self.isDamage(error) {
            Self.remove(path)
            do {
                database = try Self.open(path)
            } catch {
                throw FeatureCacheError(path: path, reason: Self.reason(of: error))
            }
        } catch {
            throw FeatureCacheError(path: path, reason: Self.reason(of: error))
        }
    }

    private static func isDamage(_ error: any Error) -> Bool {
        guard let code = (error as? DatabaseError)?.resultCode else { return false }
        return [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(code)
    }

    private static func remove(_ path: String) {
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }

    /// Removes the file where an error says that it is damaged: the next run begins a new one.
    private func note(_ error: any Error) {
        guard Self.isDamage(error), !isDamaged.exchange(true, ordering: .relaxed) else { return }
        isWritable.store(false, ordering: .relaxed)
        Self.remove(path)
    }

    /// The system's words where a folder cannot be made, and SQLite's otherwise.
    private static func reason(of error: any Error) -> String {
        guard let code = ((error as? CocoaError)?.underlying as? POSIXError)?.code else { return "\(error)" }
        return "its folder cannot be made: \(unsafe String(cString: strerror(code.rawValue)))"
    }

    private static func open(_ path: String) throws -> DatabasePool {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        try FileManager.default.createDirectory(
            atPath: folder.isEmpty ? "/" : folder, withIntermediateDirectories: true)
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.label = "imgcls feature cache"
        let database = try DatabasePool(path: path, configuration: configuration)
        try database.write { connection in
            try connection.execute(
                sql: """
                    CREATE TABLE IF NOT EXISTS features (key BLOB NOT NULL UNIQUE, vector BLOB NOT NULL);
                    CREATE TABLE IF NOT EXISTS images (key BLOB NOT NULL PRIMARY KEY, facts BLOB NOT NULL)
                        WITHOUT ROWID;
                    """)
        }
        return database
    }

    /// The features stored under keys, in their order; nil for those that are not there.
    ///
    /// A broken cache has nothing: the features are computed again.
    public func vectors(for keys: [Key], featureCount: Int) -> [[Float]?] {
        do {
            let found = try database.read { connection in
                let statement = try connection.cachedStatement(
                    sql: "SELECT vector FROM features WHERE key = ?")
                return try keys.map { key in
                    try Data.fetchOne(statement, arguments: [Data(key.digest.bytes)])
                }
            }
            return found.map { $0.flatMap { Self.floats($0, count: featureCount) } }
        } catch {
            note(error)
            return [[Float]?](repeating: nil, count: keys.count)
        }
    }

    /// What is known of the image under a key; nil where nothing is.
    func image(for key: Key) -> ExaminedImage? {
        do {
            let found = try database.read { connection in
                let statement = try connection.cachedStatement(sql: "SELECT facts FROM images WHERE key = ?")
                return try Data.fetchOne(statement, arguments: [Data(key.digest.bytes)])
            }
            return found.flatMap { ExaminedImage(bytes: [UInt8]($0)) }
        } catch {
            note(error)
            return nil
        }
    }

    /// Stores features and facts. A failure is no error: the cache then stays as it is for the rest of the process.
    public func store(_ rows: [(key: Key, vector: [Float])], images: [(key: Key, image: ExaminedImage)] = [])
    {
        guard !rows.isEmpty || !images.isEmpty, isWritable.load(ordering: .relaxed) else { return }
        do {
            try database.write { connection in
                let vectors = try connection.cachedStatement(
                    sql: "INSERT OR IGNORE INTO features (key, vector) VALUES (?, ?)")
                for row in rows {
                    try vectors.execute(arguments: [Data(row.key.digest.bytes), Self.data(row.vector)])
                }
                let facts = try connection.cachedStatement(
                    sql: "INSERT OR REPLACE INTO images (key, facts) VALUES (?, ?)")
                for row in images {
                    try facts.execute(arguments: [Data(row.key.digest.bytes), Data(row.image.bytes)])
                }
            }
        } catch {
            isWritable.store(false, ordering: .relaxed)
            note(error)
        }
    }

    /// Drops the oldest quarter of the rows while the file is larger than its limit. Call it after a run.
    public func trim() {
        try? database.write { connection in
            let pages = try Int.fetchOne(connection, sql: "PRAGMA page_count") ?? 0
            let free = try Int.fetchOne(connection, sql: "PRAGMA freelist_count") ?? 0
            let size = try Int.fetchOne(connection, sql: "PRAGMA page_size") ?? 0
            guard (pages - free) * size > byteLimit else { return }
            try connection.execute(
                sql: """
                    DELETE FROM features WHERE rowid IN (
                        SELECT rowid FROM features ORDER BY rowid LIMIT (SELECT COUNT(*) / 4 + 1 FROM features));
                    DELETE FROM images WHERE key IN (
                        SELECT key FROM images LIMIT (SELECT COUNT(*) / 4 FROM images));
                    """)
        }
    }

    /// The number of stored vectors; 0 where the cache cannot be read.
    public var count: Int {
        (try? database.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM features") }) ?? 0
    }

    /// Little-endian floats.
    private static func data(_ vector: [Float]) -> Data {
        Data(
            vector.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> ($0 * 8)) }
            })
    }

    /// Nil for a row of another length, which only a damaged file can have.
    private static func floats(_ data: Data, count: Int) -> [Float]? {
        guard data.count == count * 4 else { return nil }
        let bytes = [UInt8](data)
        return (0..<count).map { index in
            Float(
                bitPattern: UInt32(bytes[index * 4]) | UInt32(bytes[index * 4 + 1]) << 8
                    | UInt32(bytes[index * 4 + 2]) << 16 | UInt32(bytes[index * 4 + 3]) << 24)
        }
    }
}

/// Why a feature cache could not be opened.
public struct FeatureCacheError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file.
    public let path: String
    /// The system's or SQLite's reason.
    public let reason: String

    /// One sentence.
    public var description: String { "the feature cache \(path) cannot be used: \(reason)" }
}
