import Datasets
import Images
import Models

extension Classifier {
    /// The probabilities of a file, read and prepared as prediction does.
    func probabilities(ofFileAt path: String) throws -> [Double] {
        let bytes = try FileReader.bytes(atPath: path)
        let image = try Image.decode(bytes, options: model.preprocessing.decodingOptions)
        return try makeSession().answers(of: image)
    }
}
