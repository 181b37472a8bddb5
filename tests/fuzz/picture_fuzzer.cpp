#include <vector>

#include "base/error.h"
#include "data/looking/picture/ink.h"
#include "data/looking/picture/paper_figure.h"
#include "data/looking/picture/picture.h"
#include "input.h"

using namespace receptive;

namespace {

void check(const Planes& picture) {
  fuzz::require(picture.values.size() ==
                static_cast<std::size_t>(picture.channels) * picture.plane());
  for (const float value : picture.values) fuzz::require(value >= 0.0F && value <= 1.0F);
}

}  // namespace

/// A picture as a decoder gives it, and all that is made of one: laid into a set, turned, and
/// searched for a figure on paper.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  DecodedPicture decoded;
  decoded.width = input.byte() % 40;
  decoded.height = input.byte() % 40;
  decoded.channels = input.byte() % 6;
  decoded.bits = input.byte() % 8 == 0 ? 16 : 8;
  const float ground = static_cast<float>(input.byte()) / 255.0F;
  const auto fit = static_cast<Fit>(input.byte() % 3);
  const auto turn = static_cast<Turn>(input.byte() % 6);
  const int height = input.byte() % 48 + 1;
  const int width = input.byte() % 48 + 1;
  const bool exact = input.byte() != 0;
  const auto rest = input.rest();
  std::vector<std::uint8_t> bytes(rest.begin(), rest.end());
  // Nearly always as many as the header says: the few that there are, again and again.
  if (exact && !bytes.empty()) {
    const auto wanted = static_cast<std::size_t>(decoded.width * decoded.height * decoded.channels *
                                                 decoded.bits / 8);
    for (std::size_t i = bytes.size(); i < wanted; ++i) bytes.push_back(bytes[i - rest.size()]);
    bytes.resize(wanted);
  }
  decoded.bytes = bytes;
  try {
    check_decoded(decoded);
  } catch (const ArgumentError&) {
    return 0;
  }
  const ValueRange range{0.0, decoded.bits == 16 ? 65535.0 : 255.0};
  const Planes picture = turned(planes_of(decoded, range, ground), turn);
  check(picture);
  Planes small = resized(picture, height, width, fit);
  check(small);
  fuzz::require(small.height == height && small.width == width);
  turn_over(small);
  check(grey(coloured(small)));
  (void)has_colour(small);
  (void)find_ink(std::vector<Planes>{small, small});
  const PaperFigure figure = figure_on_paper(picture);
  const auto side = static_cast<std::size_t>(figure.side);
  fuzz::require(figure.ink.size() == side * side && figure.widened.size() == side * side);
  for (const float ink : figure.ink) fuzz::require(ink >= 0.0F && ink <= 1.0F);
  for (const float ink : figure.widened) fuzz::require(ink >= 0.0F && ink <= 1.0F);
  return 0;
}
