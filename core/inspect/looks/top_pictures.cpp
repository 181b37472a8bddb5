#include "inspect/looks/top_pictures.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "base/error.h"

namespace receptive {

namespace {

/// Pictures that go through the network together.
constexpr int batch = 32;

bool stronger(const TopPicture& one, const TopPicture& other) {
  if (other.example < 0) return true;
  if (one.value != other.value) return one.value > other.value;
  return one.example < other.example;
}

/// Puts a picture where it belongs in a row, unless it is too weak or there already.
void insert(std::span<TopPicture> row, const TopPicture& found) {
  if (!stronger(found, row.back())) return;
  for (const TopPicture& known : row) {
    if (known.example == found.example) return;
  }
  const auto at =
      std::ranges::find_if(row, [&](const TopPicture& known) { return stronger(found, known); });
  std::move_backward(at, row.end() - 1, row.end());
  *at = found;
}

TopPicture strongest_of(std::span<const float> map, int example) {
  std::size_t best = map.size();
  for (std::size_t i = 0; i < map.size(); ++i) {
    if (std::isfinite(map[i]) && (best == map.size() || map[i] > map[best])) best = i;
  }
  if (best == map.size()) return {};
  return {.value = map[best], .example = example, .place = static_cast<std::int32_t>(best)};
}

void check(const Network& network, const Dataset& data, int first, int count) {
  if (data.example != network.graph().input()) {
    throw ArgumentError("data: expected pictures of " + example_text(network.graph().input()) +
                        ", found " + example_text(data.example));
  }
  if (first < 0 || count < 1 || first > data.size() - count) {
    throw ArgumentError("examples: expected a range within 0 to " +
                        std::to_string(data.size() - 1) + ", found " + std::to_string(count) +
                        " from " + std::to_string(first));
  }
}

}  // namespace

int count_maps(const Graph& graph, std::span<const int> nodes) {
  int maps = 0;
  for (const int node : nodes) {
    const auto last = static_cast<int>(graph.nodes().size()) - 1;
    if (node < 0 || node > last) {
      throw ArgumentError("layer: expected 0 to " + std::to_string(last) + ", found " +
                          std::to_string(node));
    }
    maps += graph.nodes()[static_cast<std::size_t>(node)].output.c;
  }
  return maps;
}

void find_top_pictures(const Network& network, const Dataset& data, int first, int count,
                       std::span<const int> nodes, int keep, std::span<TopPicture> table) {
  check(network, data, first, count);
  const auto rows = static_cast<std::size_t>(count_maps(network.graph(), nodes));
  const auto length = static_cast<std::size_t>(std::max(keep, 0));
  if (length == 0 || table.size() != rows * length) {
    throw ArgumentError("table: expected " + std::to_string(rows) + " rows of " +
                        std::to_string(keep) + " pictures, found " + std::to_string(table.size()) +
                        " pictures");
  }
  const int most = std::min(batch, count);
  Execution execution =
      network.make_execution({.capacity = most, .gradients = false, .keep = true});
  for (int done = 0; done < count;) {
    const int examples = std::min(most, count - done);
    data.gather_range(first + done, execution.inputs(examples));
    execution.forward(network.answering_parameters(), examples, {});
    std::size_t row = 0;
    for (const int node : nodes) {
      const ConstTensorView maps = execution.activation(node);
      for (int map = 0; map < maps.shape.c; ++map, ++row) {
        const std::span<TopPicture> best = table.subspan(row * length, length);
        for (int n = 0; n < examples; ++n) {
          const std::span plane(maps.plane(n, map), maps.shape.plane_count());
          const TopPicture found = strongest_of(plane, first + done + n);
          if (found.example >= 0) insert(best, found);
        }
      }
    }
    done += examples;
  }
}

}  // namespace receptive
