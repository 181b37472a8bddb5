#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace receptive {

/// How the places along one side of a layer's output (its maps, rows or columns) read those of its
/// input: place `output` reads, as value `tap` of its kernel, place `input_at(output, tap)`.
class Axis {
 public:
  /// There stands padding, a zero that was never there.
  static constexpr int padding = -1;
  /// This tap reads nothing at all.
  static constexpr int nothing = -2;

  struct Tap {
    int place = 0;  ///< of the input, or of the output where those who read are asked for
    int tap = 0;
  };

  /// Each place reads the one `before` places earlier, if there is one.
  static Axis shifted(int inputs, int outputs, int before = 0);
  /// Every place reads every place; with `groups`, those of its group.
  static Axis all(int inputs, int outputs, int groups = 1);
  /// A window: out * stride - before + tap * dilation, padding where that is outside.
  static Axis window(int inputs, int outputs, int kernel, int stride, int dilation, int before);
  /// The same window the other way round: input in is painted over in * stride - before + tap.
  static Axis painted(int inputs, int outputs, int kernel, int stride, int before);
  /// The places at most `radius` away.
  static Axis nearby(int extent, int radius);

  [[nodiscard]] int inputs() const { return inputs_; }
  [[nodiscard]] int outputs() const { return outputs_; }
  [[nodiscard]] int taps() const { return kernel_; }
  [[nodiscard]] int input_at(int output, int tap) const;

  /// Of places that are only shifted: who reads place 0; else 0.
  [[nodiscard]] int offset() const { return kind_ == Kind::shifted ? before_ : 0; }
  /// True where each place reads the one of its own number, and that alone.
  [[nodiscard]] bool same_place() const {
    return kind_ == Kind::shifted && before_ == 0 && inputs_ == outputs_;
  }
  /// True where every place reads every place, none of them by a window that could move.
  [[nodiscard]] bool reads_all() const { return kind_ == Kind::grouped && kernel_ == inputs_; }

  /// What moves over the input, by the same step from each place to the next.
  struct Step {
    int kernel = 1;
    int stride = 1;
    int dilation = 1;
    int before = 0;
  };
  /// Nothing where no whole step leads from a place to the next: groups, and what is painted.
  [[nodiscard]] std::optional<Step> step() const;

  /// True where neighbours in the same group read, and are read, alike; the number of a group.
  [[nodiscard]] bool grouped() const { return kind_ == Kind::grouped; }
  [[nodiscard]] int group_of_input(int input) const { return input / kernel_; }
  [[nodiscard]] int group_of_output(int output) const { return output / stride_; }

  /// What `output` reads, in the order of its taps.
  [[nodiscard]] std::vector<Tap> inputs_of(int output) const;
  /// Which outputs read `input`, and as which tap, in the order of the outputs.
  [[nodiscard]] std::vector<Tap> outputs_of(int input) const;

 private:
  enum class Kind : std::uint8_t { shifted, grouped, window, painted, nearby };

  Axis(Kind kind, int inputs, int outputs, int kernel)
      : kind_(kind), inputs_(inputs), outputs_(outputs), kernel_(kernel) {}
  /// The only output that reads `input` as this tap, or `nothing`; not for groups.
  [[nodiscard]] int output_at(int input, int tap) const;

  Kind kind_;
  int inputs_;
  int outputs_;
  int kernel_;
  int stride_ = 1;  ///< of groups: outputs in one
  int dilation_ = 1;
  int before_ = 0;
};

}  // namespace receptive
