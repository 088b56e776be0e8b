/// What a key of a network in JSON may hold.
protocol SettingValue: Decodable {
    /// What is written there, for errors.
    static var expectation: String { get }
}

extension Int: SettingValue {
    static var expectation: String { "a whole number" }
}

extension Double: SettingValue {
    static var expectation: String { "a number" }
}

extension Bool: SettingValue {
    static var expectation: String { "true or false" }
}

extension String: SettingValue {
    static var expectation: String { "a text" }
}

extension [String]: SettingValue {
    static var expectation: String { "a list of names" }
}

extension Extent: SettingValue {
    static var expectation: String { "[rows, columns] in whole numbers" }
}

extension Padding: SettingValue {
    static var expectation: String { "\"same\" or [rows, columns] in whole numbers" }
}
