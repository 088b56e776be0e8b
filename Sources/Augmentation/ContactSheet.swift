public import Images

/// Pictures in rows, an original followed by its variants, with captions: what an augmentation does, at a glance.
public struct ContactSheet: Hashable, Sendable {
    /// One original and its variants.
    public struct Row: Hashable, Sendable {
        /// What stands above the row; letters beyond ASCII look like question marks.
        public let caption: String
        /// The pictures from the left, the original first.
        public let pictures: [Image]

        /// Makes a row.
        public init(caption: String, pictures: [Image]) {
            self.caption = caption
            self.pictures = pictures
        }
    }

    /// What stands at the top.
    public let title: String
    /// The rows from the top.
    public let rows: [Row]

    /// Makes a sheet.
    public init(title: String, rows: [Row]) {
        self.title = title
        self.rows = rows
    }

    /// Makes a row: the picture as prediction sees it, and variants of it.
    ///
    /// Variant v of the row is what the image gets in epoch v.
    ///
    /// - Parameters:
    ///   - caption: What stands above the row.
    ///   - image: The picture as decoded.
    ///   - policy: How it is changed.
    ///   - preprocessing: What the network takes.
    ///   - variantCount: How many variants there are.
    ///   - seed: The seed of the run.
    ///   - sample: What the image is known by.
    public static func row(
        caption: String, image: Image, policy: AugmentationPolicy, preprocessing: Preprocessing,
        variantCount: Int, seed: UInt64, sample: UInt64
    ) -> Row {
        let augmentation = policy.augmentation(for: preprocessing)
        let variants = (0..<variantCount).map { epoch in
            var generator = SampleSeed(run: seed, epoch: epoch, sample: sample).generator
            return augmentation(image, using: &generator)
        }
        return Row(caption: caption, pictures: [preprocessing.prepared(image)] + variants)
    }

    /// The sheet as a picture: dark letters on white; captions that do not fit are cut off.
    ///
    /// - Returns: A picture as large as the largest pictures need.
    public func image() -> Image {
        let columnCount = max(rows.map(\.pictures.count).max() ?? 0, 1)
        let pictures = rows.flatMap(\.pictures)
        let cellWidth = max(pictures.map(\.width).max() ?? 0, Self.smallestCell)
        let cellHeight = pictures.map(\.height).max() ?? 0
        let rowHeight = Self.lineHeight + cellHeight + Self.gap
        let width = Self.gap + columnCount * (cellWidth + Self.gap)
        let top = Self.gap + 2 * Self.lineHeight
        var canvas = Canvas(width: width, height: top + rows.count * rowHeight, background: .white)
        write(title, x: Self.gap, y: Self.gap, width: width - 2 * Self.gap, on: &canvas)
        for column in 0..<columnCount {
            write(
                column == 0 ? "original" : "\(column)", x: Self.gap + column * (cellWidth + Self.gap),
                y: Self.gap + Self.lineHeight, width: cellWidth, on: &canvas)
        }
        for (index, row) in rows.enumerated() {
            let y = top + index * rowHeight
            write(row.caption, x: Self.gap, y: y, width: width - 2 * Self.gap, on: &canvas)
            for (column, picture) in row.pictures.enumerated() {
                canvas.draw(picture, x: Self.gap + column * (cellWidth + Self.gap), y: y + Self.lineHeight)
            }
        }
        return canvas.image
    }

    /// Pixels between pictures.
    private static let gap = 8
    /// Pixels from one line of text to the next.
    private static let lineHeight = 20
    /// A column holds its heading.
    private static let smallestCell = 96
    private static let letterScale = 2
    private static let ink = RGBColor(red: 40, green: 40, blue: 40)

    /// Writes a line; one that is too long ends with two points.
    private func write(_ text: String, x: Int, y: Int, width: Int, on canvas: inout Canvas) {
        var line = text
        if Canvas.extent(of: line, scale: Self.letterScale).width > width {
            var letters = line.unicodeScalars.prefix(2000)
            repeat {
                letters = letters.dropLast()
                line = String(letters) + ".."
            } while !letters.isEmpty && Canvas.extent(of: line, scale: Self.letterScale).width > width
        }
        canvas.write(line, x: x, y: y, color: Self.ink, scale: Self.letterScale)
    }
}
