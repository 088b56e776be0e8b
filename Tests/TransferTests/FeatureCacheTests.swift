import Datasets
import ModelSupport
import Testing
import Transfer

@Suite struct FeatureCacheTests {
    static func digest(_ number: Int) -> ContentDigest { ContentDigest(of: Array("\(number)".utf8)) }

    static func key(_ content: Int, extractor: Int = 0, view: FeatureView = .plain) -> FeatureCache.Key {
        FeatureCache.Key(content: digest(content), extractor: digest(-1 - extractor), view: view)
    }

    static func rows(_ numbers: Range<Int>) -> [(key: FeatureCache.Key, vector: [Float])] {
        numbers.map { (key($0), [Float($0), 0.5, -1]) }
    }

    /// The numbers whose rows are there as `rows` made them.
    static func found(_ numbers: Range<Int>, in cache: FeatureCache) -> [Int] {
        let vectors = cache.vectors(for: numbers.map { key($0) }, featureCount: 3)
        return zip(numbers, vectors).filter { $1 == [Float($0), 0.5, -1] }.map(\.0)
    }

    @Test func `vectors come back to the bit, also from a new process`() throws {
        let folder = try ScratchFolder()
        let vector: [Float] = [
            0, -0.0, .pi, -.infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude,
            Float(bitPattern: 0x7FC0_1234),
        ]
        let path = folder.path("below/it/features.sqlite")
        do {
            try FeatureCache(path: path).store([(Self.key(1), vector)])
        }
        let found = try FeatureCache(path: path).vectors(for: [Self.key(1)], featureCount: vector.count)
        #expect(found.map { $0?.map(\.bitPattern) } == [vector.map(\.bitPattern)])
    }

    @Test func `missing keys are nil in their places`() throws {
        let folder = try ScratchFolder()
        let cache = try FeatureCache(path: folder.path("features.sqlite"))
        #expect(cache.vectors(for: [], featureCount: 3).isEmpty)
        #expect(cache.vectors(for: [Self.key(1)], featureCount: 3) == [nil])
        cache.store(Self.rows(2..<3) + Self.rows(4..<5))
        cache.store([])
        let found = cache.vectors(for: (1...5).map { Self.key($0) }, featureCount: 3)
        #expect(found == [nil, [2, 0.5, -1], nil, [4, 0.5, -1], nil])
        #expect(cache.count == 2)
    }

    static let misses = [key(2), key(1, extractor: 1), key(1, view: .mirrored), key(1, view: .randomCrop(1))]

    @Test(arguments: misses) func `another content, network or view is a miss`(
        _ key: FeatureCache.Key
    ) throws {
        let folder = try ScratchFolder()
        let cache = try FeatureCache(path: folder.path("features.sqlite"))
        cache.store(Self.rows(1..<2))
        #expect(cache.vectors(for: [key, Self.key(1)], featureCount: 3) == [nil, [1, 0.5, -1]])
    }

    @Test func `a vector of another length is a miss`() throws {
        let folder = try ScratchFolder()
        let cache = try FeatureCache(path: folder.path("features.sqlite"))
        cache.store(Self.rows(1..<2))
        #expect(cache.vectors(for: [Self.key(1)], featureCount: 2) == [nil])
        #expect(cache.vectors(for: [Self.key(1)], featureCount: 4) == [nil])
    }

    @Test func `the first vector under a key stays`() throws {
        let folder = try ScratchFolder()
        let cache = try FeatureCache(path: folder.path("features.sqlite"))
        cache.store([(Self.key(1), [1]), (Self.key(1), [2])])
        cache.store([(Self.key(1), [3])])
        #expect(cache.vectors(for: [Self.key(1)], featureCount: 1) == [[1]])
        #expect(cache.count == 1)
    }

    static let junk: [[UInt8]] = [
        Array("this is no database, and it is longer than the header of one, which has 100 bytes. ".utf8)
            + [UInt8](repeating: 0x55, count: 4000),
        [1, 2, 3],
        [UInt8](repeating: 0, count: 512),
    ]

    @Test(arguments: junk) func `a file that is no database is replaced`(_ bytes: [UInt8]) throws {
        let folder = try ScratchFolder()
        try folder.write(bytes, to: "features.sqlite")
        let cache = try FeatureCache(path: folder.path("features.sqlite"))
        cache.store(Self.rows(0..<5))
        #expect(Self.found(0..<5, in: cache) == Array(0..<5))
    }

    /// Where a sound file is overwritten.
    enum Damage: CaseIterable {
        case header, schema, middle, end, cutInHalf

        func apply(to bytes: inout [UInt8]) {
            let range =
                switch self {
                case .header: 0..<100
                case .schema: 100..<4096
                case .middle: bytes.count / 2..<bytes.count / 2 + 4096
                case .end: bytes.count - 4096..<bytes.count
                case .cutInHalf: bytes.count / 2..<bytes.count
                }
            if self == .cutInHalf {
                bytes.removeSubrange(range)
            } else {
                bytes.replaceSubrange(range, with: [UInt8](repeating: 0xFF, count: range.count))
            }
        }
    }

    @Test(arguments: Damage.allCases)
    func `a damaged file gives no wrong vector, and is sound again for the run after`(
        _ damage: Damage
    ) throws {
        let folder = try ScratchFolder()
        let path = folder.path("features.sqlite")
        do {
            try FeatureCache(path: path).store(Self.rows(0..<2000))
        }
        var bytes = try folder.bytes("features.sqlite")
        damage.apply(to: &bytes)
        try folder.write(bytes, to: "features.sqlite")
        do {
            let cache = try FeatureCache(path: path)
            for (number, vector) in cache.vectors(for: (0..<2000).map { Self.key($0) }, featureCount: 3)
                .enumerated()
            {
                #expect(vector == nil || vector == [Float(number), 0.5, -1])
            }
            cache.store(Self.rows(0..<2000))
        }
        let cache = try FeatureCache(path: path)
        cache.store(Self.rows(0..<2000))
        #expect(Self.found(0..<2000, in: cache) == Array(0..<2000))
    }

    @Test func `a folder that cannot be made is an error in one line`() throws {
        let folder = try ScratchFolder()
        try folder.write([], to: "file")
        let path = folder.path("file/features.sqlite")
        let error = #expect(throws: FeatureCacheError.self) { try FeatureCache(path: path) }
        #expect(error?.path == path)
        #expect(
            error?.description
                == "the feature cache \(path) cannot be used: its folder cannot be made: File exists")
    }

    @Test func `a folder in the place of the file is an error`() throws {
        let folder = try ScratchFolder()
        try folder.makeFolder("features.sqlite")
        #expect(throws: FeatureCacheError.self) {
            try FeatureCache(path: folder.path("features.sqlite"))
        }
        #expect(folder.has("features.sqlite"))
    }

    @Test func `two caches on one file see each other's rows`() throws {
        let folder = try ScratchFolder()
        let first = try FeatureCache(path: folder.path("features.sqlite"))
        let second = try FeatureCache(path: folder.path("features.sqlite"))
        first.store(Self.rows(0..<10))
        second.store(Self.rows(5..<20))
        #expect(Self.found(0..<20, in: first) == Array(0..<20))
        #expect(Self.found(0..<20, in: second) == Array(0..<20))
        #expect(first.count == 20)
    }

    @Test func `tasks that write to one file at the same time lose nothing`() async throws {
        let folder = try ScratchFolder()
        let path = folder.path("features.sqlite")
        let caches = try (0..<2).map { _ in try FeatureCache(path: path) }
        await withTaskGroup(of: Void.self) { group in
            for part in 0..<16 {
                group.addTask { caches[part % 2].store(Self.rows(part * 10..<part * 10 + 10)) }
            }
        }
        #expect(Self.found(0..<160, in: caches[0]) == Array(0..<160))
    }

    @Test func `trimming drops the oldest rows, and only beyond the limit`() throws {
        let folder = try ScratchFolder()
        let path = folder.path("features.sqlite")
        let roomy = try FeatureCache(path: path)
        roomy.store(Self.rows(0..<100))
        roomy.trim()
        #expect(roomy.count == 100)
        let tight = try FeatureCache(path: path, byteLimit: 1)
        tight.trim()
        #expect(Self.found(0..<100, in: tight) == Array(26..<100))
        tight.store(Self.rows(0..<1))
        for _ in 0..<100 { tight.trim() }
        #expect(tight.count == 0)
        tight.store(Self.rows(0..<3))
        #expect(Self.found(0..<3, in: tight) == [0, 1, 2])
    }
}
