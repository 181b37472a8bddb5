// Compiled for speed: runs for every byte of a file.
#include "data/looking/table/lines.h"

#include <utility>

#include "data/looking/table/refuse.h"

namespace receptive {

namespace {

/// A line end, a quote, or what is in no text.
constexpr unsigned char is_special(char letter) {
  const auto byte = static_cast<unsigned char>(letter);
  return static_cast<unsigned char>(((byte < 0x20) & (byte != '\t')) | (byte == '"') |
                                    (byte == 0x7f));
}

/// The place of the first special letter, or the text's size.
std::size_t find_special(std::string_view text, std::size_t at) {
  // Blocks without any are passed over by vector instructions.
  constexpr std::size_t block = 32;
  for (; at + block <= text.size(); at += block) {
    unsigned char any = 0;
    for (std::size_t i = 0; i < block; ++i) {
      any = static_cast<unsigned char>(any | is_special(text[at + i]));
    }
    if (any != 0) break;
  }
  while (at < text.size() && is_special(text[at]) == 0) ++at;
  return at;
}

std::string control_text(char letter) {
  constexpr std::string_view digits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(letter);
  return std::string("the control character 0x") + digits[byte / 16U] + digits[byte % 16U];
}

}  // namespace

bool is_comment(std::string_view line, char delimiter) {
  if (!line.starts_with('#') && !line.starts_with('%')) return false;
  return delimiter == ' ' || (line.size() > 1 && line[1] != delimiter);
}

void TableLines::begin_line() {
  begun_ = true;
  kept_.clear();
  in_quotes_ = false;
  closed_at_ = 0;
  number_ = ends_ + 1;
}

bool TableLines::next() {
  if (after_return_ && !piece_.empty()) {
    if (piece_.front() == '\n') piece_.remove_prefix(1);
    after_return_ = false;
  }
  if (!begun_) begin_line();
  for (std::size_t at = 0;; ++at) {
    at = find_special(piece_, at);
    if (at == piece_.size()) {
      keep(at);
      return false;
    }
    const char found = piece_[at];
    if (found == '"') {
      meet_quote(at);
    } else if (found != '\n' && found != '\r') {
      refuse_line(path_, ends_ + 1, "text", control_text(found));
    } else if (in_quotes_) {
      count_line_end(at);
    } else {
      after_return_ = found == '\r';
      ++ends_;
      end_line(at);
      if (after_return_ && piece_.starts_with('\n')) {
        piece_.remove_prefix(1);
        after_return_ = false;
      }
      return true;
    }
  }
}

bool TableLines::last() {
  if (in_quotes_) {
    refuse_line(path_, quote_line_, "a quote at the end of the text that begins with one",
                "the end of the file");
  }
  if (!begun_ || kept_.empty()) return false;
  line_ = kept_;
  begun_ = false;
  return true;
}

void TableLines::end_line(std::size_t length) {
  if (kept_.empty() && length <= longest_line) {
    line_ = piece_.substr(0, length);
    piece_.remove_prefix(length + 1);
  } else {
    keep(length);
    line_ = kept_;
    piece_.remove_prefix(1);
  }
  begun_ = false;
}

/// Takes the piece's beginning over into what is kept.
void TableLines::keep(std::size_t length) {
  if (length > longest_line - kept_.size()) {
    const std::string most = std::to_string(longest_line >> 20U) + " MB";
    if (in_quotes_) {
      refuse_line(path_, quote_line_, "a quote at the end of the text that begins with one",
                  "none in " + most);
    }
    refuse_line(path_, number_, "a line of at most " + most, "a longer one");
  }
  kept_.append(piece_.substr(0, length));
  piece_.remove_prefix(length);
}

/// Within quotes. CRLF is one line end.
void TableLines::count_line_end(std::size_t at) {
  const std::size_t place = kept_.size() + at;
  const bool second = piece_[at] == '\n' && place > 0 && letter(place - 1) == '\r';
  if (!second) ++ends_;
}

void TableLines::meet_quote(std::size_t at) {
  const std::size_t place = kept_.size() + at;
  if (in_quotes_) {
    in_quotes_ = false;
    closed_at_ = place + 1;
    return;
  }
  // Two in a row stand for one of the text.
  if (closed_at_ != place && !begins_field(place)) return;
  if (closed_at_ != place || place == 0) quote_line_ = ends_ + 1;
  in_quotes_ = true;
}

/// A letter of the line.
char TableLines::letter(std::size_t at) const {
  return at < kept_.size() ? kept_[at] : piece_[at - kept_.size()];
}

/// Whether nothing but blanks stands between this place and a delimiter.
bool TableLines::begins_field(std::size_t at) const {
  // An apostrophe in a comment begins nothing.
  if (at > 1) {
    const std::string start = {letter(0), letter(1)};
    if (is_comment(start, delimiter_)) return false;
  } else if (at == 1 && (letter(0) == '#' || letter(0) == '%')) {
    return false;
  }
  while (at > 0) {
    const char before = letter(--at);
    if (before == delimiter_) return true;
    if (before != ' ' && before != '\t') return false;
  }
  return true;
}

}  // namespace receptive
