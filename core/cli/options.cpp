#include "cli/options.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <thread>

#include "base/error.h"

namespace receptive::cli {

Options::Options(std::span<char*> words, const std::vector<std::string>& switches) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string name = words[i];
    if (!name.starts_with("--"))
      throw ArgumentError("expected an option such as --preset, found " + name);
    std::string value;
    if (std::ranges::find(switches, name) == switches.end()) {
      if (++i == words.size()) throw ArgumentError(name + ": expected a value, found nothing");
      value = words[i];
    }
    if (!values_.emplace(name, value).second)
      throw ArgumentError(name + ": expected once, found twice");
  }
}

std::optional<std::string> Options::text(const std::string& name) {
  const auto found = values_.find(name);
  if (found == values_.end()) return {};
  std::string value = found->second;
  values_.erase(found);
  return value;
}

std::string Options::required(const std::string& name, const std::string& expected) {
  std::optional<std::string> value = text(name);
  if (!value) throw ArgumentError(name + ": expected " + expected + ", found nothing");
  return *value;
}

bool Options::flag(const std::string& name) { return text(name).has_value(); }

std::optional<std::uint64_t> Options::whole(const std::string& name, std::uint64_t low) {
  const std::optional<std::string> value = text(name);
  if (!value) return {};
  std::uint64_t number = 0;
  const char* const end = value->data() + value->size();
  const auto [stop, error] = std::from_chars(value->data(), end, number);
  if (error != std::errc{} || stop != end || number < low) {
    throw ArgumentError(name + ": expected a whole number of at least " + std::to_string(low) +
                        ", found " + *value);
  }
  return number;
}

std::optional<int> Options::count(const std::string& name, int low) {
  const auto number = whole(name, static_cast<std::uint64_t>(low));
  if (!number) return {};
  constexpr int most = 1000000;
  if (*number > most) {
    throw ArgumentError(name + ": expected at most " + std::to_string(most) + ", found " +
                        std::to_string(*number));
  }
  return static_cast<int>(*number);
}

void Options::expect_all_taken() const {
  if (values_.empty()) return;
  throw ArgumentError("expected only known options, found " + values_.begin()->first);
}

int take_threads(Options& options) {
  const auto cores = static_cast<int>(std::thread::hardware_concurrency());
  return options.count("--threads", 1).value_or(std::max(1, cores));
}

}  // namespace receptive::cli
