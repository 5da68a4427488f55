// expect: a member of this type can only be written
// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/codec/json.hpp>

#include <boost/describe/class.hpp>

#include <string_view>

struct label {
    std::string_view text; // of memory that is gone after decoding
};

BOOST_DESCRIBE_STRUCT(label, (), (text))

int main() { return connectpsp::decode<label>("{}").has_value(); }
