#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace receptive {

/// What a file or folder is for, by its name.
enum class Purpose : std::uint8_t { unsaid, train, test, validation, unlabelled };

/// The words of a name, in small letters: "X_trainImages2.npy" has x, train, images, 2 and npy.
std::vector<std::string> words_of(std::string_view name);

/// The last part of a path.
std::string_view file_name(std::string_view path);
/// Without its last ending: "train.csv" is train.
std::string_view without_ending(std::string_view name);
/// The folders of a path, from the outermost.
std::vector<std::string_view> folders_of(std::string_view path);
/// Texts for a sentence: "a, b and c"; of many the first ones and how many more there are.
std::string listed(const std::vector<std::string>& names, std::size_t most = 3);

/// By the words train, training_set, t10k, test, seg_test, val, dev, pred, ... anywhere in the
/// name.
Purpose purpose_of(std::string_view name);
/// The same, for a folder: only where its name says nothing else, as a class may be called "test
/// pilot".
Purpose folder_purpose(std::string_view folder);

/// What a table or an array is for: by the file's name or, where that says nothing, by the
/// innermost folder or archive that does ("mnist_test.npz/x.npy").
Purpose path_purpose(std::string_view path);

/// Whether a file is called as pictures are: "a.png", "B.JPG".
bool is_called_picture(std::string_view name);

/// Whether an array or file is called as labels are: y, labels, target, ...
bool is_called_labels(std::string_view name);
/// Whether a column is: label, class, target, y, digit, ...
bool is_label_column(std::string_view name);
/// Whether a column is called as row numbers are: "", index, id, Unnamed: 0, ...
bool is_number_column(std::string_view name);
/// Whether a column is called as the split is: split, usage, subset, ...
bool is_split_column(std::string_view name);
/// Whether a list is one of class names: class_names, batches.meta, ...
bool is_called_names(std::string_view name);

/// What is left of a name without what it is for, what is in it and how it is written: files of one
/// set have the same ("emnist letters").
std::string set_name(std::string_view path);

}  // namespace receptive
