#include "data/generators/digit_shapes.h"

#include <cassert>
#include <charconv>

namespace receptive {

namespace {

/// Takes a number from the front of the text.
float take_hundredths(std::string_view& text) {
  int number = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  assert(error == std::errc{});
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  return 0.01F * static_cast<float>(number);
}

bool take(std::string_view& text, char sign) {
  if (!text.starts_with(sign)) return false;
  text.remove_prefix(1);
  return true;
}

ShapePose read_pose(std::string_view text) {
  ShapePose pose(1);
  while (!text.empty()) {
    if (take(text, ' ')) continue;
    if (take(text, '|')) {
      pose.emplace_back();
      continue;
    }
    ShapePoint point;
    point.at.x = take_hundredths(text);
    take(text, ',');
    point.at.y = take_hundredths(text);
    point.corner = take(text, '!');
    pose.back().push_back(point);
  }
  return pose;
}

std::vector<DigitShape> read_shapes() {
  std::vector<DigitShape> shapes;
  for (const auto& part : {shapes_of_0_to_4(), shapes_of_5_to_9()}) {
    for (const WrittenShape& written : part) {
      DigitShape shape{written.digit, written.name, written.weight, {}};
      for (const std::string_view pose : written.poses) shape.poses.push_back(read_pose(pose));
      shapes.push_back(shape);
    }
  }
  return shapes;
}

}  // namespace

std::span<const DigitShape> digit_shapes() {
  static const std::vector<DigitShape> shapes = read_shapes();
  return shapes;
}

}  // namespace receptive
