/// Turns what is wrong with decoded values into an error.
enum CodedFault {
    /// - Throws: `DecodingError.dataCorrupted` if there is a fault.
    static func refuse(_ fault: String?, _ decoder: any Decoder) throws {
        guard let fault else { return }
        throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: fault))
    }
}
