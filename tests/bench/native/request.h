#pragma once

#include <string>
#include <vector>

#include "kernels/window.h"
#include "tensor/shape.h"

namespace receptive::bench {

/// An operation of a net at one batch size; tests/bench/nets.mjs makes them.
struct Case {
  std::string kind;  ///< conv, dense, pool, relu, tanh, dropout
  Shape x;
  Shape y;
  Shape weight;       ///< of conv and dense, as kernels.h has them
  Window2d window;    ///< of conv and pool
  bool first = true;  ///< nothing before it learns: it needs no gradient of its input

  [[nodiscard]] bool has_weight() const { return kind == "conv" || kind == "dense"; }
};

/// What the program is asked to measure: its only argument, as JSON.
struct Request {
  bool peak = false;
  bool kernels = false;   ///< each of our tables of kernels
  bool peers = false;     ///< OpenBLAS and oneDNN
  double seconds = 0.02;  ///< for each measurement in each round
  int rounds = 3;
  std::vector<Case> cases;
};

/// @throws ArgumentError when something is missing.
Request read_request(const std::string& json);

}  // namespace receptive::bench
