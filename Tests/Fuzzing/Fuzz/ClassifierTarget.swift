import FoundationEssentials
import Images
import Models
import Networks
import Tensors

/// Model files whose network is compiled and run on a picture.
enum ClassifierTarget: FuzzTarget {
    static let name = "classifier"

    /// The most values that the nodes of a network compute together: larger networks rightly take their time.
    private static let valueLimit = 1 << 18

    static func check(_ bytes: [UInt8]) {
        guard let model = ModelTarget.model(in: Data(bytes)), let shapes = try? model.network.shapes(),
            shapes.values.reduce(0, { $0 + $1.elementCount }) <= valueLimit
        else { return }
        do throws(ModelError) {
            let probabilities = try Classifier(model).makeSession().answers(of: SeedPictures.all[2])
            Promise.hold(probabilities.count == model.classNames.count, "\(probabilities.count) answers")
            Promise.hold(probabilities.allSatisfy((0...1).contains), "no probabilities: \(probabilities)")
            Promise.hold(
                abs(probabilities.reduce(0, +) - 1) < 1e-9, "probabilities do not add up: \(probabilities)")
        } catch {
            Promise.refused(error)
        }
    }

    static func seeds() throws -> [[UInt8]] { try ModelTarget.seeds() }

    static func mended(_ bytes: [UInt8]) -> [UInt8] { ModelTarget.mended(bytes) }
}
