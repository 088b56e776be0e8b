public import Images

/// Pictures that a person should look at before they are trained on: from their facts alone, without a
/// network.
///
/// The thresholds were chosen by looking at the most extreme of 1,699 photos of three data sets (phone photos
/// of clothes, insects, everyday things), all of which can be trained on: none of them is flagged.
///
/// What most pictures of a data set have in common is how it is, not an oddity: drawings on white are bright,
/// and thumbnails tiny. A kind that more than ``commonShare`` of the pictures show is counted and not listed.
public struct PictureOutliers: Hashable, Sendable {
    /// What is odd about a picture.
    public enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
        /// The mean luminance is below ``darkLuminance``.
        case dark
        /// The mean luminance is above ``brightLuminance``.
        case bright
        /// The luminance deviates by less than ``flatDeviation``: hardly anything can be seen.
        case flat
        /// No part is sharper than ``blurredSharpness``, and the picture is neither flat nor tiny.
        case blurred
        /// The short side has fewer than ``tinySide`` pixels.
        case tiny
        /// The long side is more than ``oddAspect`` times the short one.
        case oddShape
    }

    /// A picture and what is odd about it.
    public struct Outlier: Hashable, Sendable {
        /// The position of the picture.
        public let position: Int
        /// What is odd, in the order of ``Kind``; at least one.
        public let kinds: [Kind]

        /// Makes an outlier.
        public init(position: Int, kinds: [Kind]) {
            self.position = position
            self.kinds = kinds
        }
    }

    /// A picture is dark below this mean luminance, of 255. The darkest photo that was all right had 23.4: a
    /// clock's red digits at night.
    public static let darkLuminance = 20.0
    /// A picture is bright above this mean luminance, of 255. The brightest photo that was all right had
    /// 239.7: an ant cut out on white.
    public static let brightLuminance = 245.0
    /// A picture is flat below this standard deviation of the luminance, of at most 127.5. The photo with the
    /// least contrast had 11.3.
    public static let flatDeviation = 6.0
    /// A picture is blurred below this ``PictureFacts/sharpness``. The least sharp photo that was all right
    /// had 121: a white shirt on a light floor. Of 500 photos blurred with a Gaussian whose standard
    /// deviation was 1 % of the short side 74 % are below, with 1.5 % 99.6 %, and with 0.5 %, which is hard
    /// to see, 1.6 %.
    public static let blurredSharpness = 120.0
    /// A picture is tiny below this number of pixels along its short side.
    public static let tinySide = 32
    /// A picture is oddly shaped if its long side is more than so many times the short one; a network sees
    /// the middle quarter of it at most.
    public static let oddAspect = 4
    /// What a larger share of the pictures shows is a trait of the data set.
    public static let commonShare = 0.2

    /// The odd pictures, by position.
    public let outliers: [Outlier]

    /// The number of pictures that show each kind, whether listed or not; kinds that none shows are missing.
    public let counts: [Kind: Int]

    /// The kinds that so many pictures show that they are not listed, in the order of ``Kind``.
    public let commonKinds: [Kind]

    /// Looks at the facts of each picture.
    ///
    /// Complexity: O(*n*).
    public init(facts: [PictureFacts]) {
        let kinds = facts.map(Self.kinds)
        var counts: [Kind: Int] = [:]
        for kind in kinds.joined() { counts[kind, default: 0] += 1 }
        // In a handful of pictures no share means anything.
        let limit = max(Self.commonShare * Double(facts.count), 10)
        let common = Set(counts.filter { Double($0.value) > limit }.keys)
        self.counts = counts
        commonKinds = Kind.allCases.filter(common.contains)
        outliers = kinds.enumerated().compactMap { position, kinds in
            let rare = kinds.filter { !common.contains($0) }
            return rare.isEmpty ? nil : Outlier(position: position, kinds: rare)
        }
    }

    /// What is odd about a picture, in the order of ``Kind``.
    public static func kinds(of facts: PictureFacts) -> [Kind] {
        let (short, long) = (min(facts.width, facts.height), max(facts.width, facts.height))
        let isFlat = facts.luminanceDeviation < flatDeviation
        let isTiny = short < tinySide
        return Kind.allCases.filter { kind in
            switch kind {
            case .dark: facts.meanLuminance < darkLuminance
            case .bright: facts.meanLuminance > brightLuminance
            case .flat: isFlat
            // What has no edges or next to no pixels is not out of focus.
            case .blurred: facts.sharpness < blurredSharpness && !isFlat && !isTiny
            case .tiny: isTiny
            case .oddShape: long > oddAspect * short
            }
        }
    }
}
