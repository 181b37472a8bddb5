#include "nn/layers/digit_prototypes.h"

#include <array>
#include <cstddef>
#include <string_view>

namespace receptive {

namespace {

constexpr std::size_t width = 7;
constexpr std::size_t height = 12;
constexpr std::size_t in_a_row = 5;

constexpr std::array<std::string_view, 2 * height> drawing = {
    "..###.. ...##.. .#####. .#####. ....##.", ".##.##. ..###.. ##...## ##...## ...###.",
    "##...## .####.. ##...## .....## ...###.", "##...## ...##.. .....## .....## ..####.",
    "##...## ...##.. .....## .....## ..#.##.", "##...## ...##.. ....##. ..####. .##.##.",
    "##...## ...##.. ...##.. .....## ##..##.", "##...## ...##.. ..##... .....## ##..##.",
    "##...## ...##.. .##.... .....## #######", "##...## ...##.. ##..... .....## ....##.",
    ".##.##. ...##.. ##..... ##...## ....##.", "..###.. .###### ####### .#####. ....##.",

    "####### ..####. ####### .#####. .#####.", "##..... .##.... ##...## ##...## ##...##",
    "##..... ##..... .....## ##...## ##...##", "##..... ##..... .....## ##...## ##...##",
    "######. ##..... ....##. ##...## ##...##", "##...## ######. ....##. .#####. ##...##",
    ".....## ##...## ...##.. ##...## .######", ".....## ##...## ...##.. ##...## .....##",
    ".....## ##...## ..##... ##...## .....##", ".....## ##...## ..##... ##...## .....##",
    "##...## ##...## ..##... ##...## ....##.", ".#####. .#####. ..##... .#####. .####..",
};

}  // namespace

std::vector<float> digit_prototype_pictures() {
  std::vector<float> pictures;
  for (std::size_t digit = 0; digit < digit_prototypes; ++digit) {
    const std::size_t top = digit / in_a_row * height;
    const std::size_t left = digit % in_a_row * (width + 1);
    for (std::size_t row = top; row < top + height; ++row) {
      for (const char pixel : drawing[row].substr(left, width)) {
        pictures.push_back(pixel == '#' ? 1.0F : -1.0F);
      }
    }
  }
  return pictures;
}

}  // namespace receptive
