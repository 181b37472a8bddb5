#include "io/checkpoint.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "base/error.h"
#include "base/json.h"
#include "nn/parameter_set.h"

namespace receptive {

namespace {

static_assert(std::endian::native == std::endian::little, "values are written as they are");

constexpr std::array<char, 8> magic{'R', 'C', 'P', 'T', 'R', 'U', 'N', '1'};
constexpr std::size_t checksum_at = magic.size();
constexpr std::size_t length_at = checksum_at + sizeof(std::uint64_t);
constexpr std::size_t head_at = length_at + sizeof(std::uint32_t);
/// Many times that of the largest network here.
constexpr std::uint32_t longest_head = 1'000'000;
/// Steps, epochs and examples beyond this cannot be told in JavaScript, nor reached.
constexpr std::uint64_t most = std::uint64_t{1} << 53U;

[[noreturn]] void refuse(const std::string& expected, const std::string& found) {
  throw FormatError("checkpoint: expected " + expected + ", found " + found);
}

/// FNV-1a by words of 64 bits (Fowler, Noll and Vo). Each word is joined by a step that can be
/// undone, so that a change within one word always changes the sum.
std::uint64_t checksum(std::span<const std::uint8_t> bytes) {
  constexpr std::uint64_t prime = 0x100000001b3U;
  std::uint64_t sum = 0xcbf29ce484222325U ^ bytes.size();
  const auto join = [&](std::uint64_t word) { sum = std::rotl((sum ^ word) * prime, 29); };
  std::size_t at = 0;
  for (; at + sizeof(std::uint64_t) <= bytes.size(); at += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    join(word);
  }
  for (; at < bytes.size(); ++at) join(bytes[at]);
  return sum;
}

Json to_json(const Value& value) {
  return std::visit([](const auto& held) { return Json(held); }, value);
}

Json to_json(const CheckpointHead& head) {
  Json optimizer{{"type", head.optimizer.type}};
  for (const auto& [name, value] : head.optimizer.arguments) optimizer[name] = to_json(value);
  Json frozen = Json::array();
  for (const CheckpointHead::Range& range : head.frozen) {
    frozen.push_back(Json::array({range.first, range.count}));
  }
  Json dropout = Json::object();
  for (const auto& [name, rate] : head.dropout) dropout[name] = to_json(rate);
  return {{"network", head.network},
          {"seed", head.seed},
          {"steps", head.steps},
          {"epochs", head.epochs},
          {"cursor", head.cursor},
          {"examples", head.examples},
          {"batchSize", head.batch_size},
          {"optimizer", optimizer},
          {"learningRate", head.learning_rate},
          {"optimizerSteps", head.optimizer_steps},
          {"memory", head.memory},
          {"averaged", head.averaged + 1},
          {"frozen", frozen},
          {"dropout", dropout}};
}

const Json& field(const Json& head, const char* name) {
  const auto found = head.find(name);
  if (found == head.end()) refuse(std::string(name) + " in the head", "none");
  return *found;
}

std::uint64_t whole(const Json& value, const std::string& name, std::uint64_t high = most,
                    std::uint64_t low = 0) {
  const bool is_whole = value.is_number_unsigned();
  if (!is_whole || value.get<std::uint64_t>() < low || value.get<std::uint64_t>() > high) {
    refuse(
        name + " to be a whole number from " + std::to_string(low) + " to " + std::to_string(high),
        is_whole ? value.dump() : value.type_name());
  }
  return value.get<std::uint64_t>();
}

std::int64_t count(const Json& head, const char* name) {
  return static_cast<std::int64_t>(whole(field(head, name), name));
}

double number(const Json& value, const std::string& name) {
  if (!value.is_number() || !std::isfinite(value.get<double>())) {
    refuse(name + " to be a finite number", value.type_name());
  }
  return value.get<double>();
}

std::string text(const Json& value, const std::string& name) {
  if (!value.is_string()) refuse(name + " to be a text", value.type_name());
  return value.get<std::string>();
}

RecipePart read_optimizer(const Json& value) {
  if (!value.is_object()) refuse("an optimizer", value.type_name());
  RecipePart spec{.type = text(field(value, "type"), "optimizer: type")};
  for (const auto& [name, argument] : value.items()) {
    if (name == "type") continue;
    if (argument.is_boolean()) {
      spec.arguments[name] = argument.get<bool>();
    } else {
      spec.arguments[name] = number(argument, "optimizer: " + name);
    }
  }
  return spec;
}

std::vector<CheckpointHead::Range> read_ranges(const Json& value) {
  if (!value.is_array()) refuse("a list of frozen values", value.type_name());
  std::vector<CheckpointHead::Range> ranges;
  for (const Json& range : value) {
    if (!range.is_array() || range.size() != 2) refuse("ranges of two numbers", range.type_name());
    constexpr std::uint64_t high = std::numeric_limits<std::uint32_t>::max();
    ranges.push_back(
        {.first = static_cast<std::size_t>(whole(range[0], "a range's start", high)),
         .count = static_cast<std::size_t>(whole(range[1], "a range's length", high))});
  }
  return ranges;
}

CheckpointHead read_head(const Json& head) {
  if (!head.is_object()) refuse("a JSON head", head.is_discarded() ? "none" : head.type_name());
  CheckpointHead read{
      .network = text(field(head, "network"), "network"),
      .seed = whole(field(head, "seed"), "seed", std::numeric_limits<std::uint64_t>::max()),
      .steps = count(head, "steps"),
      .epochs = count(head, "epochs"),
      .cursor = whole(field(head, "cursor"), "cursor"),
      .examples = whole(field(head, "examples"), "examples"),
      .batch_size = static_cast<int>(whole(field(head, "batchSize"), "batchSize", 65536, 1)),
      .optimizer = read_optimizer(field(head, "optimizer")),
      .learning_rate = number(field(head, "learningRate"), "learningRate"),
      .optimizer_steps = count(head, "optimizerSteps"),
      .memory = {},
      .averaged = count(head, "averaged") - 1,
      .frozen = read_ranges(field(head, "frozen")),
      .dropout = {}};
  const Json& memory = field(head, "memory");
  if (!memory.is_array()) refuse("a list of what the optimizer remembers", memory.type_name());
  for (const Json& name : memory) read.memory.push_back(text(name, "memory"));
  const Json& dropout = field(head, "dropout");
  if (!dropout.is_object()) refuse("rates of dropout layers", dropout.type_name());
  for (const auto& [name, rate] : dropout.items()) {
    read.dropout[name] = number(rate, "a dropout layer's rate");
  }
  return read;
}

std::string hexadecimal(std::uint64_t value) {
  constexpr const char* digits = "0123456789abcdef";
  std::string written;
  for (int shift = 60; shift >= 0; shift -= 4) {
    written += digits[(value >> static_cast<unsigned>(shift)) & 15U];
  }
  return written;
}

}  // namespace

std::vector<std::uint8_t> write_checkpoint(const CheckpointHead& head,
                                           std::span<const std::span<const float>> pieces) {
  const std::string described = to_json(head).dump();
  std::size_t bytes = head_at + described.size();
  for (const std::span<const float> piece : pieces) bytes += piece.size_bytes();
  std::vector<std::uint8_t> file(bytes);
  const auto put = [&](std::size_t at, const void* from, std::size_t size) {
    if (size > 0) std::memcpy(file.data() + at, from, size);
    return at + size;
  };
  put(0, magic.data(), magic.size());
  const auto length = static_cast<std::uint32_t>(described.size());
  put(length_at, &length, sizeof length);
  std::size_t at = put(head_at, described.data(), described.size());
  for (const std::span<const float> piece : pieces) at = put(at, piece.data(), piece.size_bytes());
  const std::uint64_t sum = checksum(std::span(file).subspan(length_at));
  put(checksum_at, &sum, sizeof sum);
  return file;
}

CheckpointFile read_checkpoint(std::span<const std::uint8_t> file) {
  if (file.size() < head_at || std::memcmp(file.data(), magic.data(), magic.size()) != 0) {
    refuse("a file that begins with RCPTRUN1", std::to_string(file.size()) + " bytes of another");
  }
  std::uint64_t sum = 0;
  std::memcpy(&sum, file.data() + checksum_at, sizeof sum);
  if (sum != checksum(file.subspan(length_at))) {
    refuse("the bytes that were written", "others: the file was cut short or changed");
  }
  std::uint32_t length = 0;
  std::memcpy(&length, file.data() + length_at, sizeof length);
  if (length > longest_head || length > file.size() - head_at) {
    refuse("a head within the file", "one of " + std::to_string(length) + " bytes");
  }
  const std::span<const std::uint8_t> described = file.subspan(head_at, length);
  const Json head = parse_json({reinterpret_cast<const char*>(described.data()), described.size()});
  return {.head = read_head(head), .values = file.subspan(head_at + length)};
}

std::string network_fingerprint(const Graph& graph) {
  std::string described = example_text(graph.input());
  for (const ParameterName& name : parameter_names(graph)) {
    described += "; " + name.text + " " + std::to_string(name.info->shape.n) + "x" +
                 example_text(name.info->shape);
  }
  return hexadecimal(
      checksum({reinterpret_cast<const std::uint8_t*>(described.data()), described.size()}));
}

}  // namespace receptive
