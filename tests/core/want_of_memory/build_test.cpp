// A network that there is no memory for is not made, and what was taken for it is given back.

#include <doctest/doctest.h>

#include <cstring>
#include <string>

#include "base/error.h"
#include "inspect/structure/summary.h"
#include "support/heap.h"
#include "support/preset_data.h"
#include "train/committee.h"
#include "train/looks/memory.h"
#include "train/presets/presets.h"
#include "train/trainer.h"

namespace receptive::build_test {

namespace {

using receptive::testing::live_allocations;
using receptive::testing::next_refused;
using receptive::testing::Tried;
using receptive::testing::try_without;

/// `make` with each of its allocations refused in turn, until it has all of them.
/// @returns how many tries were refused.
template <typename Make>
long refuse_in_turn(const Make& make) {
  long refused = 0;
  for (long n = 1;; n = next_refused(n)) {
    INFO("allocation ", n);
    const long live = live_allocations();
    const Tried result = try_without(n, make);
    REQUIRE(result != Tried::swallowed);
    if (result == Tried::done) return refused;
    CHECK(live_allocations() == live);
    ++refused;
  }
}

}  // namespace

TEST_CASE("every preset is made whole or not at all") {
  for (const receptive::Preset& preset : receptive::presets()) {
    INFO(std::string(preset.name));
    const auto make = [&] {
      receptive::TrainerSpec spec = receptive::parse_trainer_spec(preset.spec);
      spec.batch_size = 4;
      const receptive::Trainer trainer(spec);
    };
    CHECK(refuse_in_turn(make) > 50);
  }
}

TEST_CASE(
    "what is said of a network beforehand, and against it, needs memory for its words alone") {
  const receptive::Preset& preset = receptive::find_preset("xo-three-filters");
  const auto describe = [&] {
    const receptive::TrainerSpec spec = receptive::parse_trainer_spec(preset.spec);
    const receptive::Graph graph = receptive::checked_graph(spec);
    (void)receptive::plan_memory(spec, graph, receptive::fastest_kernels(), 2);
    (void)receptive::summarize(graph);
  };
  CHECK(refuse_in_turn(describe) > 50);
  const auto refuse = [] {
    try {
      (void)receptive::checked_graph(receptive::parse_trainer_spec(
          R"({"input": [1, 9, 9], "layers": [{"type": "dense", "units": 2, "unit": 3}]})"));
    } catch (const receptive::SpecError& error) {
      CHECK(std::strstr(error.what(), "unit") != nullptr);
    }
  };
  CHECK(refuse_in_turn(refuse) > 10);
}

TEST_CASE("a committee keeps the votes it has when there is no room for more") {
  const float votes[] = {0.25F, 0.75F, 0.5F, 0.5F};
  const receptive::ClassIndex labels[] = {1, 0};
  receptive::Committee committee;
  const auto add = [&] { committee.add({votes, {2, 2, 1, 1}}); };
  long n = 1;
  for (; try_without(n, add) == Tried::refused; ++n) CHECK(committee.members() == 0);
  CHECK(n > 1);
  CHECK(committee.members() == 1);
  CHECK(committee.score(labels).accuracy == 1.0);
}

}  // namespace receptive::build_test
