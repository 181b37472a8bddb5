#include <charconv>
#include <cstdio>
#include <exception>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cli/train.h"
#include "tensor/error.h"
#include "train/presets.h"

namespace {

using receptive::Error;

constexpr const char* usage =
    "receptive trains small convolutional networks.\n"
    "\n"
    "  receptive presets                 lists the networks\n"
    "  receptive train --preset NAME     trains one and prints a line an epoch\n"
    "      --data DIR      folder with MNIST's four IDX files, .gz or not\n"
    "      --epochs N      passes over the training data (default: the preset's recipe)\n"
    "      --seed N        start of the weights and of the order (default 1)\n"
    "      --save FILE     writes the trained parameters as safetensors\n";

using Options = std::map<std::string, std::string, std::less<>>;

Options read_options(std::span<char*> arguments) {
  Options options;
  for (std::size_t i = 0; i < arguments.size(); i += 2) {
    const std::string name = arguments[i];
    if (!name.starts_with("--")) throw Error("expected an option such as --preset, found " + name);
    if (i + 1 == arguments.size()) throw Error(name + ": expected a value, found nothing");
    if (!options.emplace(name, arguments[i + 1]).second) {
      throw Error(name + ": expected once, found twice");
    }
  }
  return options;
}

std::optional<std::string> take(Options& options, std::string_view name) {
  const auto found = options.find(name);
  if (found == options.end()) return {};
  std::string value = found->second;
  options.erase(found);
  return value;
}

/// The whole text as a number that is at least `low`.
template <typename Number>
Number to_whole(const std::string& text, Number low, const std::string& name) {
  Number number{};
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || stop != end || number < low) {
    throw Error(name + ": expected a whole number of at least " + std::to_string(low) + ", found " +
                text);
  }
  return number;
}

void run_train(Options options) {
  receptive::cli::TrainOptions train;
  const std::optional<std::string> preset = take(options, "--preset");
  if (!preset) throw Error("--preset: expected a name (see: receptive presets), found nothing");
  train.preset = *preset;
  train.data = take(options, "--data");
  train.save = take(options, "--save");
  if (const auto text = take(options, "--epochs"))
    train.epochs = to_whole<int>(*text, 1, "--epochs");
  if (const auto text = take(options, "--seed")) {
    train.seed = to_whole<std::uint64_t>(*text, 0, "--seed");
  }
  if (!options.empty()) throw Error("expected only known options, found " + options.begin()->first);
  receptive::cli::train(train);
}

void list_presets() {
  for (const receptive::Preset& preset : receptive::presets()) {
    std::printf("%-18s %s: %s\n%-18s Source: %s\n", preset.name.data(), preset.title.data(),
                preset.description.data(), "", preset.source.data());
  }
}

int run(std::span<char*> arguments) {
  const std::string_view command = arguments.size() > 1 ? arguments[1] : "";
  if (command == "presets" && arguments.size() == 2) {
    list_presets();
    return 0;
  }
  if (command == "train") {
    run_train(read_options(arguments.subspan(2)));
    return 0;
  }
  const bool asked = command == "--help" || command == "help";
  std::fputs(usage, asked ? stdout : stderr);
  return asked ? 0 : 2;
}

}  // namespace

int main(int count, char** arguments) {
  try {
    return run({arguments, static_cast<std::size_t>(count)});
  } catch (const std::exception& error) {
    (void)std::fprintf(stderr, "receptive: %s\n", error.what());
    return 1;
  }
}
