import FoundationEssentials
import Models
import WeightFiles

/// Model files: a safetensors file and everything that its texts describe.
enum ModelTarget: FuzzTarget {
    static let name = "model"

    static func check(_ bytes: [UInt8]) {
        guard let model = model(in: Data(bytes)) else { return }
        do {
            let written = try model.serialized()
            guard let again = Self.model(in: written) else {
                return Promise.hold(false, "a model that was written cannot be read")
            }
            Promise.hold(again.classNames == model.classNames, "the class names change")
            Promise.hold(try again.serialized() == written, "writing twice differs")
        } catch {
            Promise.hold(false, "a model that was read cannot be written: \(error)")
        }
    }

    /// The model in a file; nil where it is refused.
    static func model(in bytes: Data) -> Model? {
        do {
            return try Model(reading: try SafeTensorsFile(parsing: bytes))
        } catch let error as SafeTensorsError {
            Promise.refused(error)
        } catch let error as ModelError {
            Promise.refused(error)
        } catch {
            Promise.hold(false, "an error of an unknown kind: \(error)")
        }
        return nil
    }

    static func seeds() throws -> [[UInt8]] {
        try SeedModels.all().map { [UInt8](try $0.serialized()) }
    }

    static func mended(_ bytes: [UInt8]) -> [UInt8] { SafeTensorsTarget.withCorrectHeaderLength(bytes) }
}
