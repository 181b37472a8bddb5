#include "writers.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/json.h"
#include "base/random.h"
#include "cli/files.h"
#include "cli/gzip.h"

namespace receptive::bench {

namespace {

/// CSS pixels of the page's pad on a wide window.
constexpr float pad_pixels = 260.0F;

constexpr std::uint64_t place_stream = 0x5752'0001'0000'0000U;

/// What the last four bytes of a gzip file say (RFC 1952, ISIZE).
std::size_t unpacked_size(std::span<const std::uint8_t> file) {
  constexpr std::size_t most = 100'000'000;
  std::size_t size = 0;
  if (file.size() < 18) throw FormatError("strokes: expected a gzip file, found it too short");
  for (std::size_t i = 1; i <= 4; ++i) size = size << 8U | file[file.size() - i];
  if (size > most) throw FormatError("strokes: expected at most 100 MB");
  return size;
}

float whole_pixel(float place) { return std::round(place * pad_pixels) / pad_pixels; }

/// The recorded points at their place on the pad.
WrittenDigit replayed(const Json& line, const Replay& replay, std::uint64_t number) {
  WrittenDigit written;
  written.digit = line.at("digit");
  written.writer = line.at("writer");
  if (written.digit < 0 || written.digit > 9) throw FormatError("strokes: expected digits 0 to 9");
  float left = 1e9F;
  float top = 1e9F;
  float right = -1e9F;
  float bottom = -1e9F;
  for (const Json& stroke : line.at("strokes")) {
    for (const Json& point : stroke) {
      left = std::min<float>(left, point[0]);
      right = std::max<float>(right, point[0]);
      top = std::min<float>(top, point[1]);
      bottom = std::max<float>(bottom, point[1]);
    }
  }
  // As by a hand: not twice at the same place, nor in the same size where `replay` leaves it open.
  Random random(1, place_stream + number);
  const float size = random.uniform(replay.least_size, replay.most_size);
  const float scale = size / std::max({right - left, bottom - top, 1.0F});
  const float middle_x = 0.5F + random.uniform(-replay.offset, replay.offset);
  const float middle_y = 0.5F + random.uniform(-replay.offset, replay.offset);
  for (const Json& stroke : line.at("strokes")) {
    const std::size_t begin = written.points.size();
    for (const Json& point : stroke) {
      const float x = middle_x + scale * (point[0].get<float>() - 0.5F * (left + right));
      const float y = middle_y + scale * (point[1].get<float>() - 0.5F * (top + bottom));
      const PenPoint next{.x = whole_pixel(x), .y = whole_pixel(y)};
      const bool first = written.points.size() == begin;
      if (!first && written.points.back().x == next.x && written.points.back().y == next.y) {
        continue;
      }
      written.points.push_back(next);
    }
    written.lengths.push_back(static_cast<int>(written.points.size() - begin));
  }
  return written;
}

}  // namespace

std::vector<WrittenDigit> read_written_digits(const std::filesystem::path& file,
                                              const Replay& replay) {
  const std::vector<std::uint8_t> packed = cli::read_file(file);
  const std::vector<std::uint8_t> bytes =
      cli::gunzip(packed, file.filename().string(),
                  [&](std::span<const std::uint8_t>) { return unpacked_size(packed); });
  std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  std::vector<WrittenDigit> digits;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const Json line = parse_json(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.is_object()) throw FormatError("strokes: expected a JSON object on each line");
    digits.push_back(replayed(line, replay, digits.size()));
  }
  return digits;
}

}  // namespace receptive::bench
