#pragma once

#include <span>
#include <vector>

#include "base/declaration.h"
#include "base/random.h"
#include "tensor/shape.h"

namespace receptive {

/// How far a picture may be changed without becoming another digit. Each amount is drawn anew for
/// every picture, uniformly up to the limit in both directions.
struct Augmentation {
  double rotation = 0.0;  ///< degrees
  double scale = 0.0;     ///< share: 0.1 makes it up to 10 % larger or smaller, each way by itself
  double shear = 0.0;     ///< columns per row
  double shift = 0.0;     ///< pixels
  /// Elastic deformation (Simard et al. 2003): every pixel is moved by a smooth random field whose
  /// displacements have this standard deviation, in pixels.
  double elastic = 0.0;
  /// Over how many pixels the elastic field changes (Simard's sigma).
  double smoothness = 4.0;
  /// A rectangle becomes paper whose sides are up to this share of the picture's (after Zhong et
  /// al. 2020, "Random erasing data augmentation", who fill it with noise).
  double erasing = 0.0;
  /// Normal noise on every value, of a standard deviation up to this share of the way from paper to
  /// ink; no value leaves that way.
  double noise = 0.0;

  [[nodiscard]] bool moves_pixels() const {
    return rotation > 0 || scale > 0 || shear > 0 || shift > 0 || elastic > 0;
  }
  [[nodiscard]] bool changes_anything() const { return moves_pixels() || erasing > 0 || noise > 0; }
};

/// The arguments that say an `Augmentation`.
extern const Declaration augmentation_declaration;

/// Changes pictures of one shape; takes its memory once.
///
/// Only exact IEEE operations: the same seed gives the same pictures natively and in WebAssembly.
class Augmenter {
 public:
  Augmenter(const Augmentation& limits, const Shape& example);

  /// Replaces a picture (C, H, W) by a changed one, read between pixels in straight lines.
  /// @param paper what lies outside of the picture.
  /// @param ink the other end of the values' range.
  void change(std::span<float> picture, float paper, float ink, Random& random);

 private:
  /// Where each pixel of the new picture is read in the old one.
  void place_pixels(Random& random);
  void add_elastic(std::span<float> places, Random& random);
  void move_pixels(std::span<float> picture, float paper, Random& random);
  void erase(std::span<float> picture, float paper, Random& random) const;
  void add_noise(std::span<float> picture, float paper, float ink, Random& random) const;

  Augmentation limits_;
  Shape example_;
  std::vector<float> rows_;
  std::vector<float> columns_;
  std::vector<float> field_;
  std::vector<float> line_;
  std::vector<float> before_;
};

}  // namespace receptive
