internal import ArgumentParser

/// What `--unfreeze` says: which layers of the pretrained network are trained.
enum Unfreezing: ExpressibleByArgument, Equatable, CustomStringConvertible {
    /// The last layer only, on the features of the others.
    case head
    /// Then so many of the last blocks as well.
    case blocks(Int)
    /// Then everything.
    case all

    init?(argument: String) {
        switch argument {
        case "none", "head": self = .head
        case "all": self = .all
        default:
            guard let count = Int(argument), (1...1000).contains(count) else { return nil }
            self = .blocks(count)
        }
    }

    var description: String {
        switch self {
        case .head: "head"
        case .blocks(let count): "\(count)"
        case .all: "all"
        }
    }

    var defaultValueDescription: String { description }
    static var allValueStrings: [String] { ["head", "N", "all"] }
}
