#include <string_view>

#include "base/error.h"
#include "input.h"
#include "nn/network.h"
#include "train/averaging.h"
#include "train/schedule.h"
#include "train/trainer_spec.h"

using namespace receptive;

/// The specification of a network and its recipe as JSON, checked up to the layers' shapes. A small
/// text that describes a network of gigabytes is no mistake; taking memory for it here is one, and
/// the limits that the program is run with find it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try {
    const TrainerSpec spec = parse_trainer_spec(text);
    const Graph graph = checked_graph(spec.model, spec.loss);
    fuzz::require(!graph.nodes().empty());
    (void)make_schedule(spec.schedule);
    check_averaging(spec.averaging);
  } catch (const SpecError&) {
    return 0;
  }
  return 0;
}
