#include "train/catalogue.h"

#include "data/augmentation.h"
#include "nn/layers.h"
#include "nn/loss.h"
#include "train/averaging.h"
#include "train/optimizer.h"
#include "train/schedule.h"
#include "train/trainer_spec.h"
#include "train/update.h"

namespace receptive {

namespace {

CatalogueSection section(std::string_view name, std::string_view key,
                         std::span<const Declaration* const> entries) {
  return {.name = name, .key = key, .entries = {entries.begin(), entries.end()}};
}

CatalogueSection without_types(const Declaration& declaration) {
  return {.name = declaration.name,
          .key = declaration.name,
          .has_types = false,
          .entries = {&declaration}};
}

}  // namespace

std::vector<CatalogueSection> catalogue() {
  CatalogueSection layers{.name = "layers", .key = "layers", .entries = {}};
  for (const LayerKind* kind : layer_kinds()) layers.entries.push_back(&kind->declaration);
  return {std::move(layers),
          section("losses", "loss", loss_declarations()),
          section("optimizers", "optimizer", optimizer_declarations()),
          section("schedules", "schedule", schedule_declarations()),
          section("averagings", "averaging", averaging_declarations()),
          without_types(penalty_declaration),
          without_types(augmentation_declaration),
          without_types(fit_declaration),
          without_types(run_declaration)};
}

}  // namespace receptive
