import Reports
import Testing

@Suite struct PagePaletteTests {
    static let palettes = [PagePalette.light, .dark]

    @Test func `contrast is that of the guidelines`() {
        #expect(abs(PageColor.black.contrast(to: .white) - 21) < 1e-9)
        #expect(abs(PageColor(0x777777).contrast(to: .white) - 4.478) < 1e-3)
    }

    @Test(arguments: palettes.indices) func `every text can be read`(_ index: Int) {
        let palette = Self.palettes[index]
        for ground in [palette.background, palette.surface] {
            for ink in [palette.text, palette.muted, palette.accent, palette.alarm] {
                #expect(ink.contrast(to: ground) >= 4.5, "\(ink.css) on \(ground.css)")
            }
        }
    }

    @Test(arguments: palettes.indices) func `every number of the confusion matrix can be read`(_ index: Int) {
        for step in 0...PagePalette.heatStepCount {
            for isHit in [true, false] {
                let ground = Self.palettes[index].heat(step, isHit: isHit)
                #expect(ground.textColor.contrast(to: ground) >= 4.5, "\(ground.css)")
            }
        }
    }
}
