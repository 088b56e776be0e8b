import Datasets
import ModelSupport

/// Files of a folder with what the pipeline needs to know of them.
struct PhotoSamples {
    let samples: [Sample]
    let digests: [ContentDigest]

    init(_ samples: [Sample]) throws {
        self.samples = samples
        digests = try samples.map { ContentDigest(of: try FileReader.bytes(atPath: $0.path)) }
    }

    init(inFolder path: String) throws {
        try self.init(try ImageFolder.scan(path).training)
    }
}
