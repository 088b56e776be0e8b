import Glibc

/// How the learning rate changes from step to step.
///
/// A schedule gives a factor for the optimizer's rate. Its text form is a name with settings, of which any
/// may be left out; the factor in step t of T steps is
/// - `constant`: 1.
/// - `step:every=30%,factor=0.1`: `factor` to the number of whole lengths `every` that have passed.
/// - `cosine:final=0`: half a cosine from 1 down to `final`, which step T would have.
/// - `onecycle:peak=30%,start=25,final=10000`: half a cosine from 1/`start` up to 1 at the end of `peak`, and
///   another down to 1/(`start`·`final`) in the last step.
/// - `plateau:factor=0.1,patience=10,threshold=0.0001,cooldown=0,floor=0`: 1; `ReduceOnPlateau` gives another
///   factor, which falls after epochs.
/// - `warmup:length=5%,start=0.01/…`: a straight line from `start` up to 1 during `length`, and then the
///   schedule behind the slash, as if the run began there; `constant` if there is none.
///
/// Lengths are `100` steps, `3epochs` or `5%` of the run. Coded values are the text.
public indirect enum LearningRateSchedule: Hashable, Sendable {
    /// The rate stays.
    case constant
    /// The rate falls by a factor again and again.
    case step(every: ScheduleLength, factor: Double)
    /// The rate falls along half a cosine.
    ///
    /// Source: Loshchilov & Hutter, <https://arxiv.org/abs/1608.03983>.
    case cosine(final: Double)
    /// The rate rises once and falls far below its start.
    ///
    /// Source: Smith & Topin, <https://arxiv.org/abs/1708.07120>.
    case oneCycle(peak: ScheduleLength, start: Double, final: Double)
    /// The rate falls when a watched number stops getting better.
    case plateau(ReduceOnPlateau.Settings)
    /// The rate rises to the start of another schedule.
    ///
    /// Source: Goyal et al., section 2.2, <https://arxiv.org/abs/1706.02677>.
    case warmUp(length: ScheduleLength, start: Double, then: LearningRateSchedule)

    /// The rate in a step.
    ///
    /// - Parameters:
    ///   - step: The step, from 0; steps behind the end have the rate of the last one.
    ///   - run: How long the run is.
    ///   - base: The optimizer's rate.
    public func rate(step: Int, of run: RunLength, base: Double) -> Double {
        base * factor(step: step, of: run)
    }

    /// What the optimizer's rate is multiplied by in a step.
    ///
    /// - Parameters:
    ///   - step: The step, from 0; steps behind the end have the factor of the last one.
    ///   - run: How long the run is.
    /// - Precondition: `step` is not negative.
    public func factor(step: Int, of run: RunLength) -> Double {
        precondition(step >= 0, "step \(step): steps count from 0")
        let step = min(step, run.stepCount - 1)
        switch self {
        case .constant, .plateau: return 1
        case .step(let every, let factor):
            let length = max(1, every.wholeStepCount(of: run))
            return pow(factor, Double(step / length))
        case .cosine(let final):
            return Self.ease(from: 1, to: final, at: Double(step) / Double(run.stepCount))
        case .oneCycle(let peak, let start, let final):
            let top = peak.stepCount(of: run) - 1
            if top > 0, Double(step) <= top {
                return Self.ease(from: 1 / start, to: 1, at: Double(step) / top)
            }
            let first = max(top, 0)
            let length = Double(run.stepCount - 1) - first
            return Self.ease(
                from: 1, to: 1 / (start * final), at: length > 0 ? (Double(step) - first) / length : 0)
        case .warmUp(let length, let start, let then):
            let warm = length.wholeStepCount(of: run)
            if step < warm { return start + (1 - start) * Double(step) / Double(warm) }
            let rest = RunLength(stepCount: max(1, run.stepCount - warm), stepsPerEpoch: run.stepsPerEpoch)
            return then.factor(step: step - warm, of: rest)
        }
    }

    /// The settings of the rule that lowers the rate after epochs, if the schedule has one.
    public var plateau: ReduceOnPlateau.Settings? {
        switch self {
        case .plateau(let settings): settings
        case .warmUp(_, _, let then): then.plateau
        case .constant, .step, .cosine, .oneCycle: nil
        }
    }

    /// Half a cosine between two values; `position` is in `0 ... 1`.
    private static func ease(from start: Double, to end: Double, at position: Double) -> Double {
        end + (start - end) * (1 + cos(.pi * position)) / 2
    }
}
