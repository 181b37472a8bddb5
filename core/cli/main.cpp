#include <cstdio>
#include <exception>
#include <map>
#include <span>
#include <string>

#include "cli/commands.h"

namespace {

constexpr const char* usage =
    "receptive trains small convolutional networks.\n"
    "\n"
    "  receptive presets [--json]        lists the networks of the books\n"
    "  receptive layers [NAME]           what a specification's layers can be, and their "
    "arguments\n"
    "  receptive recipe [NAME]           losses, optimizers, schedules and what else a recipe "
    "says\n"
    "  receptive catalogue               both as JSON\n"
    "  receptive summary                 shapes, parameters and costs of a network\n"
    "  receptive look                    what is found in files, before anything is trained\n"
    "  receptive train                   trains a network and prints a line an epoch\n"
    "  receptive evaluate                scores trained networks, alone and together\n"
    "\n"
    "The network (summary, train):\n"
    "      --preset NAME   one of those that `receptive presets` lists\n"
    "      --spec FILE     a specification as JSON instead\n"
    "Training:\n"
    "      --data PATH     a file or a folder of files: IDX, CSV and other tables, NPY, NPZ, .gz\n"
    "                      or not; or digits, handwritten ones that are made here (digits:COUNT,\n"
    "                      default 60000)\n"
    "      --add-digits N  N digits that are made here more to train on\n"
    "      --test-data PATH  scores with the test set of other files\n"
    "      --epochs N      passes over the training data (default: the preset's recipe)\n"
    "      --seed N        start of the weights and of the order (default 1)\n"
    "      --seeds N       trains with N seeds from --seed on, and gives mean and spread\n"
    "      --class-weight balanced, or a number for each class with commas between them: what\n"
    "                      training counts its pictures; test sets are scored without it\n"
    "      --save FILE     writes the trained parameters as safetensors\n"
    "Scoring:\n"
    "      --model FILES   trained networks, with commas between them (summary: one)\n"
    "      --preset, --spec  the network of files that do not say it, as PyTorch's\n"
    "      --data PATH     as above; the test set is scored\n"
    "      --threads N     threads to work with (default: one for each core); the same result\n"
    "Files, where otherwise than found (what was found is told):\n"
    "      --set, --labels, --test-set, --size, --fit, --turn, --ink, --colour, --values WORDS\n"
    "  --json              one JSON object a line instead of text\n";

int run(std::span<char*> words) {
  using Command = void (*)(std::span<char*>);
  const std::map<std::string, Command> commands = {{"catalogue", receptive::cli::catalogue_as_json},
                                                   {"evaluate", receptive::cli::evaluate},
                                                   {"layers", receptive::cli::layers},
                                                   {"look", receptive::cli::look},
                                                   {"presets", receptive::cli::presets},
                                                   {"recipe", receptive::cli::recipe},
                                                   {"summary", receptive::cli::summary},
                                                   {"train", receptive::cli::train}};
  const std::string name = words.size() > 1 ? words[1] : "";
  const auto command = commands.find(name);
  if (command != commands.end()) {
    command->second(words.subspan(2));
    return 0;
  }
  const bool asked = name == "--help" || name == "help";
  std::fputs(usage, asked ? stdout : stderr);
  return asked ? 0 : 2;
}

}  // namespace

int main(int count, char** words) {
  try {
    return run({words, static_cast<std::size_t>(count)});
  } catch (const std::exception& error) {
    (void)std::fprintf(stderr, "receptive: %s\n", error.what());
    return 1;
  }
}
