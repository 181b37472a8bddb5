#include "cli/weights_report.h"

#include <algorithm>

namespace receptive::cli {

void say_match(Report& report, const std::string& path, const WeightMatch& match,
               const Graph& graph) {
  if (!match.own_names) {
    std::string table = path + ": weights matched by their names' numbers and their shapes";
    Json pairs = Json::array();
    for (const ParameterName& name : parameter_names(graph)) {
      const StoredTensor& tensor = *match.answering[static_cast<std::size_t>(name.index)];
      table += "\n  " + std::string(tensor.name) + " " + tensor.shape + " -> " + name.text;
      pairs.push_back({{"tensor", tensor.name}, {"parameter", name.text}});
    }
    report.say(table, "match", {{"file", path}, {"pairs", pairs}});
  }
  for (const StoredTensor* tensor : match.left_out) {
    const std::string text = tensor->type + " " + std::string(tensor->name) + " " + tensor->shape;
    report.say(path + ": left out, as it holds no weights: " + text, "leftOut",
               {{"file", path}, {"tensor", tensor->name}});
  }
  const auto other = std::ranges::find_if(
      match.answering, [](const StoredTensor* tensor) { return tensor->type != "F32"; });
  if (other == match.answering.end()) return;
  const std::string& type = (*other)->type;
  report.say(path + ": " + type + (type == "F64" ? " rounded to" : " widened to") + " float32",
             "widened", {{"file", path}, {"type", type}});
}

}  // namespace receptive::cli
