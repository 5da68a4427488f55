// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "archive.hpp"

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace replay {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view upper_digits = "0123456789ABCDEF";

[[noreturn]] void fail(fs::path const& where, std::string const& what) {
    throw std::runtime_error{where.string() + ": " + what};
}

std::string bytes_of(fs::path const& path) {
    if (!fs::is_regular_file(path)) fail(path, "this is no file");
    std::ifstream file{path, std::ios::binary};
    std::string bytes{std::istreambuf_iterator<char>{file}, {}};
    if (!file) fail(path, "the file cannot be read");
    return bytes;
}

void write(fs::path const& path, std::string_view bytes) {
    std::ofstream file{path, std::ios::binary};
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    if (!file) fail(path, "the file cannot be written");
}

bool is_printable(char c) { return c >= ' ' && c <= '~'; }

/// Whether a text can name an input, and a file in every file system.
bool is_name(std::string_view text) {
    auto const is_allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_' || c == '.';
    };
    return !text.empty() && text.front() != '.' &&
           std::all_of(text.begin(), text.end(), is_allowed);
}

constexpr char const* name_rule =
    "a name has letters, digits, '-', '_' and '.' only, and does not begin with '.'";

std::string in_hex(char c) {
    auto const byte = static_cast<unsigned char>(c);
    return {'\\', 'x', upper_digits[byte >> 4], upper_digits[byte & 0xF]};
}

std::string escaped(std::string_view bytes) {
    std::string text;
    for (char const c : bytes) {
        switch (c) {
        case '\n': text += "\\n"; break;
        case '\r': text += "\\r"; break;
        case '\t': text += "\\t"; break;
        case '\\': text += "\\\\"; break;
        default:
            if (is_printable(c))
                text += c;
            else
                text += in_hex(c);
        }
    }
    return text;
}

/// The value of a hexadecimal digit, or -1.
int digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

/// Takes one escape, whose backslash has been read, from the front of a text.
char unescaped(std::string_view& text) {
    char const kind = text.empty() ? '\0' : text.front();
    switch (kind) {
    case 'n': text.remove_prefix(1); return '\n';
    case 'r': text.remove_prefix(1); return '\r';
    case 't': text.remove_prefix(1); return '\t';
    case '\\': text.remove_prefix(1); return '\\';
    case 'x': {
        int const high = text.size() > 2 ? digit(text[1]) : -1;
        int const low = text.size() > 2 ? digit(text[2]) : -1;
        if (high < 0 || low < 0) throw std::runtime_error{"\\x needs two hexadecimal digits"};
        text.remove_prefix(3);
        return static_cast<char>(static_cast<unsigned char>(high * 16 + low));
    }
    default: throw std::runtime_error{"the escapes are \\n \\r \\t \\\\ \\xHH"};
    }
}

/// Reads one line without its line feed. Its errors lack file and line.
input read_line(std::string_view line) {
    auto const tab = line.find('\t');
    if (tab == std::string_view::npos)
        throw std::runtime_error{"there is no tab between a name and its bytes"};
    input made{std::string{line.substr(0, tab)}, {}};
    if (!is_name(made.name)) throw std::runtime_error{name_rule};
    line.remove_prefix(tab + 1);
    while (!line.empty()) {
        char const c = line.front();
        line.remove_prefix(1);
        if (c == '\\')
            made.bytes += unescaped(line);
        else if (is_printable(c))
            made.bytes += c;
        else
            throw std::runtime_error{"this byte must be written as " +
                                     (c == '\t' ? std::string{"\\t"} : in_hex(c))};
    }
    return made;
}

} // namespace

std::vector<input> read_archive(fs::path const& archive) {
    std::string const text = bytes_of(archive);
    std::string_view rest = text;
    std::vector<input> inputs;
    std::map<std::string, std::size_t> lines;
    for (std::size_t number = 1; !rest.empty(); ++number) {
        try {
            auto const end = rest.find('\n');
            if (end == std::string_view::npos)
                throw std::runtime_error{"the line does not end with a line feed"};
            input made = read_line(rest.substr(0, end));
            auto const [first, is_new] = lines.emplace(made.name, number);
            if (!is_new)
                throw std::runtime_error{"the name " + made.name + " stands on line " +
                                         std::to_string(first->second) + " already"};
            if (!inputs.empty() && made.name < inputs.back().name)
                throw std::runtime_error{"the name " + made.name + " must stand before " +
                                         inputs.back().name};
            inputs.push_back(std::move(made));
            rest.remove_prefix(end + 1);
        } catch (std::runtime_error const& e) {
            throw std::runtime_error{archive.string() + ":" + std::to_string(number) + ": " +
                                     e.what()};
        }
    }
    if (inputs.empty()) throw std::runtime_error{archive.string() + ":1: the archive is empty"};
    return inputs;
}

input read_input(fs::path const& file) { return {file.string(), bytes_of(file)}; }

std::vector<input> read_folder(fs::path const& folder) {
    if (!fs::is_directory(folder)) fail(folder, "this is no folder");
    std::vector<input> inputs;
    for (auto const& entry : fs::directory_iterator{folder}) {
        std::string name = entry.path().filename().string();
        if (!is_name(name)) fail(entry.path(), name_rule);
        inputs.push_back({std::move(name), bytes_of(entry.path())});
    }
    if (inputs.empty()) fail(folder, "the folder is empty");
    std::sort(inputs.begin(), inputs.end(),
              [](input const& a, input const& b) { return a.name < b.name; });
    return inputs;
}

void unpack(fs::path const& archive, fs::path const& folder) {
    auto const inputs = read_archive(archive);
    fs::create_directories(folder);
    if (!fs::is_empty(folder)) fail(folder, "the folder must be empty");
    for (input const& each : inputs)
        write(folder / each.name, each.bytes);
}

void pack(fs::path const& folder, fs::path const& archive) {
    std::string text;
    for (input const& each : read_folder(folder))
        text.append(each.name).append("\t").append(escaped(each.bytes)).append("\n");
    fs::path whole = archive;
    whole += ".new";
    write(whole, text);
    fs::rename(whole, archive);
}

} // namespace replay
