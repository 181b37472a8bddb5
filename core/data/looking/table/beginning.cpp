#include "data/looking/table/beginning.h"

#include "data/looking/table/lines.h"

namespace receptive {

std::optional<char> named_delimiter(std::string_view line) {
  constexpr std::string_view start = "sep=";
  if (line.starts_with('"') && line.ends_with('"') && line.size() > 1) {
    line = line.substr(1, line.size() - 2);
  }
  if (line.size() != start.size() + 1 || !line.starts_with(start)) return std::nullopt;
  return line.back();
}

bool TableBeginning::each_line(char delimiter, TableFields& fields,
                               const std::function<bool(const Line&)>& take) const {
  TableLines lines(path, delimiter);
  const auto take_one = [&](bool& going) {
    Line line{.number = lines.number(), .comment = false, .text = lines.line()};
    if (line.number == 1 && named_delimiter(line.text)) return true;
    if (is_comment(line.text, delimiter)) {
      line.comment = true;
      line.text.remove_prefix(1);
      // What is said in a comment need not be fields.
      if (!fields.cut(line.text)) return true;
    } else if (!fields.cut(line.text)) {
      return false;
    }
    if (!fields.is_blank()) going = take(line);
    return true;
  };
  bool going = true;
  lines.give(text);
  while (going && lines.next()) {
    if (!take_one(going)) return false;
  }
  return !going || !whole || !lines.last() || take_one(going);
}

}  // namespace receptive
