# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
"""Conan 2: `conan create docs/packaging/conan` from the top of the library."""

import os
import re

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import cmake_layout
from conan.tools.files import copy, load

TOP = os.path.join("..", "..", "..")


class ConnectPsp(ConanFile):
    name = "connectpsp"
    license = "BSL-1.0"
    description = "Client core of the ConnectPSP payment API"
    topics = ("pix", "payments", "header-only")
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    no_copy_source = True

    def set_version(self):
        header = load(self, os.path.join(self.recipe_folder, TOP, "include", "connectpsp", "core",
                                         "version.hpp"))
        parts = [re.search(rf"CONNECTPSP_VERSION_{each} (\d+)", header).group(1)
                 for each in ("MAJOR", "MINOR", "PATCH")]
        self.version = ".".join(parts)

    def export_sources(self):
        top = os.path.join(self.recipe_folder, TOP)
        for pattern in ("CMakeLists.txt", "LICENSE", "include/*"):
            copy(self, pattern, src=top, dst=self.export_sources_folder)

    def requirements(self):
        self.requires("boost/[>=1.81 <2]", transitive_headers=True, transitive_libs=True)
        self.requires("cryptopp/[>=8.7 <9]", transitive_headers=True, transitive_libs=True)

    def validate(self):
        check_min_cppstd(self, 20)

    def layout(self):
        cmake_layout(self)

    def package(self):
        copy(self, "LICENSE", src=self.source_folder, dst=os.path.join(self.package_folder, "licenses"))
        for pattern in ("*.hpp", "*.ipp"):
            copy(self, pattern, src=os.path.join(self.source_folder, "include"),
                 dst=os.path.join(self.package_folder, "include"))

    def package_id(self):
        self.info.clear()

    def package_info(self):
        self.cpp_info.bindirs = []
        self.cpp_info.libdirs = []
        self.cpp_info.set_property("cmake_file_name", "connectpsp")
        self.cpp_info.set_property("cmake_target_name", "connectpsp::connectpsp")
        self.cpp_info.requires = ["boost::headers", "boost::json", "cryptopp::cryptopp"]
