// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CONNECTPSP_FUZZ_REPLAY_ARCHIVE_HPP
#define CONNECTPSP_FUZZ_REPLAY_ARCHIVE_HPP

// The inputs of one harness in one text file. Each line holds one input: its name, a tab, its
// bytes. Printable ASCII stands for itself; \n \r \t \\ and \xHH stand for the other bytes. The
// lines are sorted by name, byte by byte, and each of them ends with a line feed.

#include <filesystem>
#include <string>
#include <vector>

namespace replay {

/// One input of a harness.
struct input {
    std::string name;
    std::string bytes;
};

/// Reads an archive. Throws std::runtime_error with file and line when a line is malformed, a name
/// appears twice or out of order, or the archive is empty.
std::vector<input> read_archive(std::filesystem::path const& archive);

/// Reads the files of a folder, sorted by name. Throws std::runtime_error when the folder is
/// empty, holds something other than files, or an archive cannot have a file's name.
std::vector<input> read_folder(std::filesystem::path const& folder);

/// Reads one file as one input, whatever its name. Throws std::runtime_error when it cannot.
input read_input(std::filesystem::path const& file);

/// Writes each input of the archive as a file of its name. Makes the folder. Throws
/// std::runtime_error when the folder holds anything before, or a file cannot be written.
void unpack(std::filesystem::path const& archive, std::filesystem::path const& folder);

/// Writes the files of the folder as an archive, and replaces an archive that is there only when
/// all of it is written. Throws std::runtime_error as read_folder does, or when it cannot write.
void pack(std::filesystem::path const& folder, std::filesystem::path const& archive);

} // namespace replay

#endif
