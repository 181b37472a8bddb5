#include <emscripten/bind.h>
#include <malloc.h>

#include <string>
#include <string_view>

#include "base/error.h"
#include "data/generators/sentence_generator.h"
#include "io/safetensors.h"
#include "kernels/kernels.h"
#include "staging.h"
#include "train/presets/presets.h"
#include "train/trainer_spec.h"

namespace receptive::bindings {

namespace {

std::string kernels_name() { return fastest_kernels().name; }

/// With spaces between them.
std::string words() {
  std::string text;
  for (const std::string_view word : sentence_words()) {
    if (!text.empty()) text += ' ';
    text += word;
  }
  return text;
}

/// Why no network can be made from a specification, or nothing when one can. Takes no memory for
/// it.
std::string spec_problem(Address spec, std::size_t spec_bytes) {
  try {
    const TrainerSpec parsed = parse_trainer_spec(text_at(spec, spec_bytes));
    const Graph graph(parsed.model);
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

/// The specification in a model file that was saved with one.
std::string spec_of_model(Address file, std::size_t bytes) {
  auto metadata = safetensors_metadata(span_at<const std::uint8_t>(file, bytes));
  if (!metadata.contains("spec")) {
    throw FormatError("model file: expected a 'spec' in its metadata, found none");
  }
  return metadata["spec"];
}

/// Bytes that the core has taken and not given back.
double used_bytes() { return static_cast<double>(mallinfo().uordblks); }

}  // namespace

EMSCRIPTEN_BINDINGS(receptive_engine) {
  emscripten::function("kernelsName", &kernels_name);
  emscripten::function("presetsJson", &presets_json);
  emscripten::function("sentenceWords", &words);
  emscripten::function("specProblem", &spec_problem);
  emscripten::function("specOfModel", &spec_of_model);
  emscripten::function("usedBytes", &used_bytes);
}

}  // namespace receptive::bindings
